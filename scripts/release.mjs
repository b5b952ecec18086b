// npm run release: publishes every package whose version is not in the registry yet, each from a tarball of its own
// (the one that was packed is the one that is published), dependencies before dependents.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, say } from "./lib/run.mjs";
import { root, workspacePackages } from "./lib/workspace.mjs";

const packages = workspacePackages().filter(({ manifest }) => manifest.private !== true);
const names = new Set(packages.map(({ manifest }) => manifest.name));
const done = new Set();
const ordered = [];
while (ordered.length < packages.length) {
  const ready = packages.filter(
    ({ manifest }) =>
      !done.has(manifest.name) &&
      Object.keys(manifest.dependencies ?? {}).every((name) => !names.has(name) || done.has(name)),
  );
  if (ready.length === 0) throw new Error("the packages depend on each other in a circle");
  for (const pack of ready) {
    done.add(pack.manifest.name);
    ordered.push(pack);
  }
}

const scratch = mkdtempSync(join(tmpdir(), "unspectro-release-"));
try {
  for (const { folder, manifest } of ordered) {
    const wanted = `${manifest.name}@${manifest.version}`;
    const seen = await run("npm", ["view", wanted, "version"], { quiet: true });
    if (seen.code === 0 && seen.output.includes(manifest.version)) {
      say(`${wanted} is published already`);
      continue;
    }
    const into = mkdtempSync(join(scratch, "pack-"));
    const packed = await run("pnpm", ["pack", "--pack-destination", into], {
      quiet: true,
      cwd: join(root, folder),
    });
    const tarball = readdirSync(into).find((file) => file.endsWith(".tgz"));
    if (packed.code !== 0 || tarball === undefined)
      throw new Error(`${wanted} does not pack:\n${packed.output}`);
    const published = await run("npm", ["publish", join(into, tarball), "--access", "public"]);
    if (published.code !== 0) throw new Error(`${wanted} was not published`);
    // The action reads these lines to tag the release.
    process.stdout.write(`New tag: ${wanted}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
