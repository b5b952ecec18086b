#!/usr/bin/env node
import module from "node:module";
import v8 from "node:v8";

// Where Node can (22.8 and later), what is loaded from here on is compiled once, and not at every start: so nothing of
// our own may be loaded before.
if ("enableCompileCache" in module && typeof module.enableCompileCache === "function")
  module.enableCompileCache();
const [{ cli, EXIT }, { removeUnfinished }] = await Promise.all([
  import("./cli.ts"),
  import("@unspectro/io/node"),
]);

// All that is hot for long is WebAssembly. Node 20's V8 would spend a tenth of a second on the best code for what is
// needed for a moment: it shall wait four times as long. Later ones do not know the flag, nor gain by it.
if (process.versions.node.startsWith("20.")) v8.setFlagsFromString("--interrupt-budget=270336");

const stop = new AbortController();

/** Who is asked to stop stops at once, and what was half-written goes away. */
function interrupted(exitCode: number): void {
  stop.abort();
  removeUnfinished();
  const clear = process.stderr.isTTY ? "\r\u001b[K" : "";
  process.stderr.write(`${clear}unspectro: stopped; nothing half-written is left\n`);
  process.exit(exitCode);
}
/** Fires at the first Ctrl-C, once a command has said that it can end early. */
let early: AbortController | undefined;
process.on("SIGINT", () => {
  if (early === undefined || early.signal.aborted) interrupted(EXIT.interrupted);
  else early.abort();
});
process.once("SIGTERM", () => interrupted(EXIT.terminated));
process.once("SIGHUP", () => interrupted(EXIT.terminated));

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

// Who has read enough of the account (`2>&1 | head`) still wants the sound.
process.stderr.on("error", () => undefined);

process.exitCode = await cli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: stop.signal,
  endEarly() {
    early ??= new AbortController();
    return early.signal;
  },
});
