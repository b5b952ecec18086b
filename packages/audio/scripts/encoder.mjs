// Compiles assembly/ to WebAssembly and embeds it in src/write/wasm/module.ts.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileAssembly } from "../../../scripts/assembly.mjs";

const root = new URL("../", import.meta.url);
export const target = new URL("src/write/wasm/module.ts", root);

/** The text of src/write/wasm/module.ts. */
export function compileEncoder() {
  const comment = "The encoder of `assembly/`, compiled by `scripts/encoder.mjs`: do not edit.";
  return compileAssembly(root, { name: "MODULE", comment });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await compileEncoder());
