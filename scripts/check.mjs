// pnpm check: in seconds, what CI runs first. Every check runs even if one before it failed.
import { run, say } from "./lib/run.mjs";

const checks = [
  ["formatting and lint", "biome", ["ci", "."]],
  ["build", "node", ["scripts/build.mjs"]],
  ["types, tests included", "node", ["scripts/check-types.mjs"]],
  ["unused files, exports, dependencies", "knip", ["--no-config-hints"]],
  ["the house's own rules", "vitest", ["run", "--project", "tests"]],
];
const failed = [];
for (const [name, program, args] of checks) {
  const started = Date.now();
  const { code, output } = await run(program, args, { quiet: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code !== 0) {
    failed.push(name);
    say(output.trimEnd());
  }
}
process.exitCode = failed.length === 0 ? 0 : 1;
