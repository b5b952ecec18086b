// Bundles the program for a fast start: what every reconstruction loads lies in two files, each command and reader
// beyond that in one of its own.
import fs from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the usual run loads, though some of it on demand: starting is most of the time that a short clip takes. */
const USUAL = ["cli.ts", "commands/reconstruct.ts", "output/disagreement.ts", "npy/src/index.ts"];

const bundle = await rolldown({
  cwd: root,
  input: { main: "src/main.ts", worker: "src/parallel/worker.ts" },
  platform: "node",
  // The HDF5 library is large, and brings a file of its own: it stays a package.
  external: [...builtinModules, /^node:(?!fs$)/, "@unspectro/hdf5"],
  plugins: [withoutSpawning(), withoutStreams(), withoutFacades()],
  resolve: { conditionNames: ["@unspectro/source", "node", "import", "default"] },
  tsconfig: false,
});
const chunks = (await bundle.generate({ format: "esm" })).output.filter(({ type }) => type === "chunk");
const engine = modulesFor((module) => /parallel\/worker\.ts$|npy\/src\/index\.ts$/.test(module));
const program = modulesFor((module) => USUAL.some((end) => module.endsWith(end)));
const { output } = await bundle.write({
  dir: "dist",
  format: "esm",
  // Less to read at every start; names stay, for those who report a defect.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  cleanDir: true,
  chunkFileNames: "[name]-[hash].js",
  codeSplitting: {
    groups: [{ name: (id) => (engine.has(id) ? "engine" : program.has(id) ? "program" : null) }],
    includeDependenciesRecursively: false,
  },
});
await bundle.close();
await writeFile(
  `${root}/dist/licences.txt`,
  await licences(output.flatMap((chunk) => chunk.moduleIds ?? [])),
);

/** The modules that are loaded with those chosen: in their chunks, and the chunks that these import. */
function modulesFor(chosen) {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const wanted = new Set();
  const want = (file) => {
    const chunk = byFile.get(file);
    if (chunk === undefined || wanted.has(chunk)) return;
    wanted.add(chunk);
    chunk.imports.forEach(want);
  };
  for (const { fileName, moduleIds } of chunks) if (moduleIds.some(chosen)) want(fileName);
  const entry = /src\/(main|parallel\/worker)\.ts$/;
  return new Set([...wanted].flatMap(({ moduleIds }) => moduleIds).filter((id) => !entry.test(id)));
}

/** commander can run subcommands that are programs of their own. Ours are not: what starts programs need not be loaded. */
function withoutSpawning() {
  return {
    name: "without-spawning",
    transform: {
      filter: { id: /commander\/lib\/command\.js$/ },
      handler: (code) => code.replace("require('node:child_process')", "{}"),
    },
  };
}

/** An `import` of `node:fs` has Node make streams of every kind, which nothing usual needs; asked for directly, it does not. */
function withoutStreams() {
  const names = Object.keys(fs).filter(
    (name) => typeof Object.getOwnPropertyDescriptor(fs, name).value === "function",
  );
  return {
    name: "without-streams",
    resolveId: { filter: { id: /^node:fs$/ }, handler: () => "\0node:fs" },
    load: {
      filter: { id: /^\0node:fs$/ },
      handler: () => `export const { ${names.join(", ")} } = process.getBuiltinModule("node:fs");`,
    },
  };
}

/** A chunk that only passes on what another holds under other names is a file more to open: who wants it asks that other. */
function withoutFacades() {
  const FACADE = /^import\{([^{}]+)\}from"(\.\/[^"]+)";export\{[^{}]+\};\s*$/;
  return {
    name: "without-facades",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      for (const { fileName, code } of files) {
        const [, names, from] = code?.match(FACADE) ?? [];
        if (names === undefined) continue;
        const renamed = names.split(",").map((name) => name.split(" as "));
        const members = renamed.map(([inner, outer = inner]) => `${outer}:m.${inner}`).join(",");
        const asked = `import(\`./${fileName}\`)`;
        for (const file of files)
          if (file.code?.includes(asked))
            file.code = file.code.replaceAll(asked, `import(\`${from}\`).then(m=>({${members}}))`);
        delete bundle[fileName];
      }
    },
  };
}

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
