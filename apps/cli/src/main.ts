#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { isBrokenPipe, removeUnfinished } from "@unspectro/io/node";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import { failureOf } from "./failure.ts";
import { parse } from "./program.ts";
import { talkTo } from "./talk/talk.ts";

const args = process.argv.slice(2);
const beforeDashes = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
const said = (...flags: string[]): boolean => flags.some((flag) => beforeDashes.includes(flag));
const json = said("--json");
const talk = talkTo(process.stderr, { quiet: said("--quiet", "-q") || json, environment: process.env });
const stop = new AbortController();

/** What was half-written goes away at once; a program that is asked to stop does so. */
function interrupted(exitCode: number): void {
  stop.abort();
  removeUnfinished();
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  process.stderr.write("unspectro: stopped; nothing half-written is left\n");
  process.exit(exitCode);
}
process.once("SIGINT", () => interrupted(EXIT.interrupted));
process.once("SIGTERM", () => interrupted(EXIT.terminated));
process.once("SIGHUP", () => interrupted(EXIT.terminated));

// A reader of our output that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
});

try {
  const request = await parse(args, version());
  if (request.kind === "print") {
    process.stdout.write(request.text);
  } else {
    const context: Context = {
      talk,
      json,
      signal: stop.signal,
      print: (text) => process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    };
    await (await request.entry.load()).run(request.command, context);
  }
} catch (error) {
  if (!isBrokenPipe(error)) {
    const failure = failureOf(error, talk.style, said("--debug"));
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    process.stderr.write(`${failure.text}\n`);
    if (json) {
      const { exitCode, code, facts } = failure;
      process.stdout.write(`${JSON.stringify({ error: { code, exitCode, ...facts } }, null, 2)}\n`);
    }
    process.exitCode = failure.exitCode;
  }
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
