// pnpm dev: compiles and tests again at every change, until Ctrl-C. `pnpm dev web` serves the page instead.
import { join } from "node:path";
import { run } from "./lib/run.mjs";
import { root, workspacePackages } from "./lib/workspace.mjs";

if (process.argv[2] === "web") {
  await run("vite", process.argv.slice(3), { cwd: join(root, "apps", "web") });
} else {
  const projects = workspacePackages()
    .filter(({ manifest }) => manifest.scripts?.build === "tsc -b")
    .map(({ folder }) => folder);
  await Promise.all([
    run("tsc", ["-b", "--watch", "--preserveWatchOutput", ...projects]),
    run("vitest", process.argv.slice(2)),
  ]);
}
