// pnpm bench: everything about speed, one after the other. Arguments go to the jobs (see speed/bench.mjs).
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

for (const [title, script, args] of [
  ["Jobs beside their peers", "bench", process.argv.slice(2)],
  ["The kernel by FFT size", "kernels", []],
  ["How cost grows", "growth", []],
  ["In a browser's worker", "browser", []],
]) {
  process.stdout.write(`\n## ${title}\n\n`);
  const path = fileURLToPath(new URL(`speed/${script}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...args], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
