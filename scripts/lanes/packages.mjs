// Every package as its users get it: packed, checked by publint and attw, installed from the tarballs into an empty
// folder with npm, then imported, required, type-checked and (the program) run there.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, say } from "../lib/run.mjs";
import { root, workspacePackages } from "../lib/workspace.mjs";

const scratch = mkdtempSync(join(tmpdir(), "unspectro-packages-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const counts = { passed: 0, failed: 0 };

async function check(name, work) {
  const { code, output } = await work();
  counts[code === 0 ? "passed" : "failed"]++;
  say(`${code === 0 ? "ok    " : "FAILED"} ${name}`);
  if (code !== 0) say(output.trimEnd());
  return code === 0;
}

const quiet = { quiet: true, limit: 120 };
const published = workspacePackages().filter(({ manifest }) => manifest.private !== true);
const tarballs = new Map();
for (const { folder, manifest } of published) {
  const cwd = join(root, folder);
  const packed = await check(`${manifest.name}: packs`, async () => {
    const before = new Set(readdirSync(scratch));
    const result = await run("pnpm", ["pack", "--pack-destination", scratch], { ...quiet, cwd });
    const made = readdirSync(scratch).find((file) => file.endsWith(".tgz") && !before.has(file));
    if (made !== undefined) tarballs.set(manifest.name, join(scratch, made));
    return made === undefined ? { code: 1, output: result.output } : result;
  });
  if (!packed) continue;
  const tarball = tarballs.get(manifest.name);
  await check(`${manifest.name}: publint`, () => run("publint", [tarball, "--strict"], quiet));
  if (manifest.exports !== undefined) {
    await check(`${manifest.name}: attw`, () => run("attw", [tarball, "--profile", "esm-only"], quiet));
  }
}

const user = join(scratch, "user");
await check("all tarballs install with npm into an empty folder", async () => {
  mkdirSync(user);
  const dependencies = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  // What people who use the entries for Node have anyway.
  const theirs = { "@types/node": "^20.19.0" };
  writeFileSync(
    join(user, "package.json"),
    JSON.stringify(
      { private: true, dependencies: { ...dependencies, ...theirs }, overrides: dependencies },
      null,
      2,
    ),
  );
  return run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], {
    ...quiet,
    limit: 300,
    cwd: user,
  });
});

const entries = published.flatMap(({ manifest }) =>
  Object.keys(manifest.exports ?? {})
    .filter((path) => path !== "./package.json")
    .map((path) => manifest.name + path.slice(1)),
);
for (const [way, code] of [
  [
    "import",
    (entry) =>
      `import(${JSON.stringify(entry)}).then((m) => process.exit(Object.keys(m).length > 0 ? 0 : 1))`,
  ],
  ["require", (entry) => `process.exit(Object.keys(require(${JSON.stringify(entry)})).length > 0 ? 0 : 1)`],
]) {
  for (const entry of entries) {
    await check(`${way} of ${entry}`, () => run("node", ["-e", code(entry)], { ...quiet, cwd: user }));
  }
}
await check("the types of every package, seen from outside", () => {
  const imports = entries.map(
    (entry, i) => `import * as m${i} from ${JSON.stringify(entry)};\nexport { m${i} };\n`,
  );
  writeFileSync(join(user, "user.mts"), imports.join(""));
  const options = [
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--strict",
    "--noEmit",
    "--lib",
    "es2023,dom",
  ];
  return run("tsc", ["--ignoreConfig", ...options, "user.mts"], { ...quiet, cwd: user });
});
await check("the program, installed", () =>
  run("node", [join(user, "node_modules", ".bin", "unspectro"), "--version"], { ...quiet, cwd: user }),
);

say(`${counts.passed} passed, ${counts.failed} failed`);
if (process.env.COUNTS) writeFileSync(process.env.COUNTS, `${counts.passed} ${counts.failed} 0\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
