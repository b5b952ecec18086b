// Bundles the program for a fast start: a few files instead of hundreds, each reader and command in one of its own.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

const bundle = await rolldown({
  cwd: root,
  input: { main: "src/main.ts", worker: "src/parallel/worker.ts" },
  platform: "node",
  // The HDF5 library is large, and brings a file of its own: it stays a package.
  external: [...builtinModules, /^node:/, "@unspectro/hdf5"],
  resolve: { conditionNames: ["@unspectro/source", "node", "import", "default"] },
  tsconfig: false,
});
const { output } = await bundle.write({
  dir: "dist",
  format: "esm",
  cleanDir: true,
  chunkFileNames: "[name]-[hash].js",
});
await bundle.close();
await writeFile(
  `${root}/dist/licences.txt`,
  await licences(output.flatMap((chunk) => chunk.moduleIds ?? [])),
);

/** The licences of the packages of others that went in. */
async function licences(modules) {
  const packages = new Set(
    modules.flatMap((id) => id.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  const texts = [];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : await readFile(`${folder}/${file}`, "utf8");
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return texts.join("\n---\n\n");
}
