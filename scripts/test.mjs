// npm test: sets up whatever is missing, then runs every test. Arguments go to vitest.
import { run } from "./lib/run.mjs";
import { setUp } from "./lib/setup.mjs";

if (await setUp("all")) {
  const { code } = await run("vitest", ["run", ...process.argv.slice(2)]);
  process.exitCode = code;
} else {
  process.exitCode = 1;
}
