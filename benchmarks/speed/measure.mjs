import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

const TIME = "/usr/bin/time";

/** Where GNU time leaves its report: gone when this program ends, however it does. */
const report = `${tmpdir()}/unspectro-bench-time-${process.pid}`;
process.on("exit", () => rmSync(report, { force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/**
 * Runs a program and answers seconds of wall clock and processor, and the most memory it held, in MiB.
 * Without GNU time only the wall clock is known.
 */
export function measure(command, args, environment = {}) {
  const timed = existsSync(TIME);
  const [program, ...rest] = timed
    ? [TIME, "-f", "%U %S %M", "-o", report, command, ...args]
    : [command, ...args];
  const began = performance.now();
  const { status, stderr, error } = spawnSync(program, rest, {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", ...environment },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const wall = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
  if (!timed) return { wall };
  const [user, system, memory] = readFileSync(report, "utf8")
    .trim()
    .split("\n")
    .at(-1)
    .split(" ")
    .map(Number);
  return { wall, cpu: user + system, user, memory: memory / 1024 };
}

export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Columns of text, padded. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const lines = rows.map((row) => `| ${row.map((cell, i) => String(cell).padEnd(widths[i])).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

export const fixed = (value, digits = 2) => (value === undefined ? "-" : value.toFixed(digits));
