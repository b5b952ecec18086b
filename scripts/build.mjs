// npm run build: everything that changed, with turbo's cache and without its telemetry.
import { run } from "./lib/run.mjs";

const { code } = await run("turbo", ["run", "build", "--output-logs=errors-only", ...process.argv.slice(2)]);
process.exitCode = code;
