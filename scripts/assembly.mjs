// AssemblyScript to WebAssembly, as text to be kept in a module: no package needs a compiler to be built or tested.
import { readFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const OPTIONS = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "--outFile", "module.wasm"];

/**
 * Compiles `assembly/index.ts` of the package at `root`: a module that exports it in base64.
 *
 * @param {URL} root of the package
 * @param {{ name: string; comment: string }} constant what the module exports, and what is said of it
 */
export async function compileAssembly(root, { name, comment }) {
  let binary;
  const { error, stderr } = await asc.main(["assembly/index.ts", ...OPTIONS], {
    readFile: (file) => readFile(new URL(file, root), "utf8").catch(() => null),
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return `/** ${comment} */\nexport const ${name} =\n  "${Buffer.from(binary).toString("base64")}";\n`;
}
