// Compiles assembly/ to WebAssembly and embeds it in src/wasm/module.ts.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = new URL("../", import.meta.url);
export const target = new URL("src/wasm/module.ts", root);

const OPTIONS = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "--outFile", "scanner.wasm"];

/** The text of src/wasm/module.ts. */
export async function compileScanner() {
  let binary;
  const { error, stderr } = await asc.main(["assembly/index.ts", ...OPTIONS], {
    readFile: (name) => readFile(new URL(name, root), "utf8").catch(() => null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const base64 = Buffer.from(binary).toString("base64");
  return `/** The scanner of \`assembly/\`, compiled by \`scripts/scanner.mjs\`: do not edit. */\nexport const MODULE =\n  "${base64}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await compileScanner());
