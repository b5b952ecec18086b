import { readFileSync, writeFileSync } from "node:fs";

/** A table into a document, between `<!-- mark -->` and `<!-- /mark -->`, where the last one stood. */
export function put(path, mark, text) {
  const document = readFileSync(path, "utf8");
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [before, after] = [document.indexOf(begin), document.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${path} has no ${begin} ... ${end}`);
  writeFileSync(path, `${document.slice(0, before + begin.length)}\n\n${text}\n${document.slice(after)}`);
}
