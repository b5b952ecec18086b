// pnpm bench: everything about speed, one after the other, an hour or so. Arguments go to the jobs (see speed/bench.mjs);
// `--write docs/performance.md` goes to all, and puts their tables into that file.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const given = process.argv.slice(2);
const at = given.indexOf("--write");
const write = at < 0 ? [] : given.slice(at, at + 2);
for (const [title, script, args] of [
  ["Jobs beside their peers", "bench", given],
  ["The kernel by FFT size", "kernels", write],
  ["How cost grows", "growth", write],
  ["In a browser's worker", "browser", write],
]) {
  process.stdout.write(`\n## ${title}\n\n`);
  const path = fileURLToPath(new URL(`speed/${script}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...args], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
