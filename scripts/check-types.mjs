// Type-checks every package with its tests, which lie outside what `tsc -b` builds.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run, say } from "./lib/run.mjs";
import { root, workspacePackages } from "./lib/workspace.mjs";

const folders = [...workspacePackages().map(({ folder }) => folder), "tests"].filter((folder) =>
  existsSync(join(root, folder, "tsconfig.test.json")),
);
const failed = [];
const queue = [...folders];
await Promise.all(
  [0, 1].map(async () => {
    for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
      const { code, output } = await run("tsc", ["-p", `${folder}/tsconfig.test.json`], { quiet: true });
      if (code === 0) continue;
      failed.push(folder);
      say(`${folder}:\n${output.trimEnd()}`);
    }
  }),
);
say(`${folders.length - failed.length} of ${folders.length} packages type-check with their tests`);
process.exitCode = failed.length === 0 ? 0 : 1;
