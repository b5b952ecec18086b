// npm run web: the page on this machine, set up on first use.
import { join } from "node:path";
import { run } from "./lib/run.mjs";
import { setUp } from "./lib/setup.mjs";
import { root } from "./lib/workspace.mjs";

if (await setUp("all")) {
  const { code } = await run("vite", ["preview", "--open", ...process.argv.slice(2)], {
    cwd: join(root, "apps", "web"),
  });
  process.exitCode = code;
} else {
  process.exitCode = 1;
}
