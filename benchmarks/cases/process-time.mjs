// How long the program takes on every case of a folder, the whole process with its start, one after the other.
//
//   node benchmarks/cases/process-time.mjs FOLDER [--command identify|reconstruct] [--only PREFIX] [--every N]
//
// Wants a quiet machine and a built repository. Says what it runs, then the slowest cases, then median, 95th percentile and
// maximum.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";

const CLI = new URL("../../apps/cli/dist/main.js", import.meta.url).pathname;
const [folder, ...args] = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const every = Number(option("--every") ?? 1);
const command = option("--command") ?? "identify";
const scratch = mkdtempSync(join(tmpdir(), "process-time-"));
const output = command === "reconstruct" ? ["-o", join(scratch, "audio.wav")] : [];
const names = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, "user")) && name.startsWith(option("--only") ?? ""))
  .sort()
  .filter((_, i) => i % every === 0);

const machine = `${availableParallelism()} x ${cpus()[0]?.model.trim()}`;
process.stdout.write(`node main.js ${[command, "<two files>", ...output.slice(0, 1)].join(" ")}, `);
process.stdout.write(`a process a case, no option else; Node ${process.version}, ${machine}\n`);
const runs = names.map((name) => {
  const user = join(folder, name, "user");
  const files = readdirSync(user).map((file) => join(user, file));
  const begun = performance.now();
  spawnSync(process.execPath, [CLI, command, ...files, ...output], { stdio: "ignore" });
  return { name, seconds: (performance.now() - begun) / 1000 };
});
rmSync(scratch, { recursive: true });
runs.sort((a, b) => a.seconds - b.seconds);
const at = (share) => runs[Math.min(runs.length - 1, Math.floor(share * runs.length))].seconds.toFixed(2);
for (const { name, seconds } of runs.slice(-5)) process.stdout.write(`${seconds.toFixed(2)} s ${name}\n`);
process.stdout.write(`${runs.length} processes: median ${at(0.5)} s, p95 ${at(0.95)} s, max ${at(1)} s\n`);
