#!/usr/bin/env node
import { removeUnfinished } from "@unspectro/io/node";
import { cli } from "./cli.ts";
import { EXIT } from "./exit.ts";

const stop = new AbortController();

/** Who is asked to stop stops at once, and what was half-written goes away. */
function interrupted(exitCode: number): void {
  stop.abort();
  removeUnfinished();
  const clear = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${clear}unspectro: stopped; nothing half-written is left\n`);
  process.exit(exitCode);
}
process.once("SIGINT", () => interrupted(EXIT.interrupted));
process.once("SIGTERM", () => interrupted(EXIT.terminated));
process.once("SIGHUP", () => interrupted(EXIT.terminated));

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

process.exitCode = await cli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: stop.signal,
});
