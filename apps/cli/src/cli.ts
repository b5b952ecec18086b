import { readFileSync } from "node:fs";
import { isBrokenPipe } from "@unspectro/io/node";
import { commands } from "./commands/index.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import { failureOf } from "./failure.ts";
import { checkOutputs } from "./output/writable.ts";
import { parse } from "./program.ts";
import type { Listener } from "./talk/listener.ts";
import { talkTo } from "./talk/talk.ts";

export { EXIT } from "./exit.ts";

/** The world around a run: what `process` is for the program, and an object for a test. */
export interface Surroundings {
  readonly stdout: Listener;
  readonly stderr: Listener;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** See `Context.endEarly`. */
  endEarly(): AbortSignal;
}

/** Runs the program with these arguments and answers its exit code. Never throws. */
export async function cli(args: readonly string[], around: Surroundings): Promise<number> {
  const flags = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const said = (...names: string[]): boolean => names.some((name) => flags.includes(name));
  const json = said("--json");
  const quiet = json || said("--quiet", "-q");
  const talk = talkTo(around.stderr, { quiet, environment: around.environment });
  try {
    const request = await parse(args, version());
    if (request.kind === "print") {
      around.stdout.write(request.text);
      return EXIT.done;
    }
    let ending = EXIT.done;
    const context: Context = {
      end: (code) => {
        ending = code;
      },
      talk,
      commands,
      json,
      signal: around.signal,
      endEarly: () => around.endEarly(),
      print: (text) => around.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    };
    checkOutputs(request.command.opts());
    await (await request.entry.load()).run(request.command, context);
    return ending;
  } catch (error) {
    // A reader of our output that has seen enough (`| head`) is no failure.
    if (isBrokenPipe(error)) return EXIT.done;
    const { exitCode, code, facts, text } = failureOf(error, talk.style, said("--debug"));
    around.stderr.write(`${text}\n`);
    if (json) around.stdout.write(`${JSON.stringify({ error: { code, exitCode, ...facts } }, null, 2)}\n`);
    return exitCode;
  }
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
