// Compiles assembly/ to WebAssembly and embeds it in src/kernel/wasm.ts.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compileAssembly } from "../../../scripts/assembly.mjs";

const root = new URL("../", import.meta.url);
export const target = new URL("src/kernel/wasm.ts", root);

/** The text of src/kernel/wasm.ts. */
export function compileKernel() {
  const comment = "The kernel of `assembly/`, compiled by `scripts/kernel.mjs`: do not edit.";
  return compileAssembly(root, { name: "KERNEL", comment });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await compileKernel());
