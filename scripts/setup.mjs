// npm run setup: install, frozen to the lockfile, and build everything.
import { setUp } from "./lib/setup.mjs";

process.exitCode = (await setUp("all")) ? 0 : 1;
