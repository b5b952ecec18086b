import { type Convention, formatConvention } from "@unspectro/core";
import type { Opened } from "../protocol.ts";

/** The same work as a command, to be pasted into a shell; it takes the convention from the file that the page gives. */
export function commandFor(
  opened: Opened,
  names: readonly string[],
  format: string,
  synthesis: string,
): string {
  const verb = opened.kind === "magnitudes" ? "unspectro retrieve" : "unspectro";
  const joined = synthesis === "canonical" ? "" : ` --synthesis ${synthesis}`;
  return `${verb} ${names.map(quoted).join(" ")} --convention convention.json --wav-format ${format}${joined} -o sound.wav`;
}

/** The same work as a program. */
export function codeFor(opened: Opened, names: readonly string[], convention: Convention): string {
  const json = formatConvention(convention).trim();
  const open = `const pair = await pairIn(${JSON.stringify(names)}.map((path) => () => arraysOf(fromPath(path), { readers: readersOf() })));`;
  return [
    `// npm install @unspectro/core @unspectro/engine @unspectro/inputs @unspectro/io`,
    `import { checkConvention, reconstruct } from "@unspectro/core";`,
    `import { inverseFor } from "@unspectro/engine";`,
    `import { arraysOf, pairIn, readersOf } from "@unspectro/inputs";`,
    `import { fromPath } from "@unspectro/io/node";`,
    "",
    `const convention = checkConvention(${json});`,
    open,
    `const sound = await reconstruct(pair, convention, { maker: inverseFor([pair.magnitude.element, pair.phase?.element ?? pair.magnitude.element]) });`,
    `for await (const { start, samples } of sound.blocks()) {`,
    `  // samples: one array a channel (${opened.kind === "complex" ? "from complex numbers" : "from magnitudes and phases"}), from sample \`start\` on`,
    `  console.log(start, samples[0].length);`,
    `}`,
    `await pair.close();`,
    "",
  ].join("\n");
}

/** A name as a shell takes it. */
function quoted(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
