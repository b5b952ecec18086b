import { Command, CommanderError } from "commander";
import { commands } from "./commands/index.ts";
import type { CommandEntry } from "./context.ts";
import { nearest } from "./talk/words.ts";
import { UsageError } from "./usage.ts";

/** What was asked for: a command with its options parsed, or a text to print. */
export type Request =
  | { readonly kind: "run"; readonly entry: CommandEntry; readonly command: Command }
  | { readonly kind: "print"; readonly text: string };

/**
 * Reads the command line. Only the command that is called is loaded, so that starting costs no more than it must.
 *
 * @throws UsageError
 */
export async function parse(args: readonly string[], version: string): Promise<Request> {
  const [first, ...others] = args;
  if (first === "help" && others.length <= 1) return parse([...others, "--help"], version);
  if (first === "--version" || first === "-V") return { kind: "print", text: `${version}\n` };
  const named = commands.find((entry) => entry.name === first);
  const entry = named ?? commands[0]!;
  const rest = named === undefined ? args : others;
  const command = new Command(named === undefined ? "unspectro" : `unspectro ${entry.name}`);
  const printed: string[] = [];
  command
    .exitOverride()
    .configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => {} })
    .configureHelp({ helpWidth: 100 })
    .helpOption("-h, --help", "this text")
    .showSuggestionAfterError(true);
  const module = await entry.load();
  module.define(command);
  addCommonOptions(command);
  if (named === undefined) command.addHelpText("after", commandList());
  if (args.length === 0) return { kind: "print", text: welcome() };
  try {
    command.parse(rest, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "print", text: printed.join("") };
    throw new UsageError(sentence(error, entry, first));
  }
  return { kind: "run", entry, command };
}

function addCommonOptions(command: Command): void {
  command
    .optionsGroup("Talk:")
    .option("-q, --quiet", "say nothing but what went wrong")
    .option("--json", "the answer as JSON on standard output")
    .option("--debug", "with a failure, where in the program it happened");
}

/** commander's words, made into ours. */
function sentence(error: CommanderError, entry: CommandEntry, first: string | undefined): string {
  const text = plainly(error)
    .replace(/^error: /, "")
    .replace(/\n?\(Did you mean (.*)\?\)$/, "; did you mean $1?");
  const near =
    first === undefined || first.startsWith("-")
      ? undefined
      : nearest(
          first,
          commands.map(({ name }) => name),
        );
  const meant = near !== undefined && near !== first ? ` Did you mean the command "${near}"?` : "";
  return `${text}.${meant} \`unspectro ${entry.name} --help\` explains.`.replace("?.", "?");
}

function plainly({ code, message }: CommanderError): string {
  const what = /'(.*)'/.exec(message)?.[1];
  if (code === "commander.missingArgument") return `name the ${what}`;
  if (code === "commander.missingMandatoryOptionValue") return `say where it goes: ${what}`;
  if (code === "commander.optionMissingArgument") return `${what} lacks its value`;
  return message;
}

function commandList(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `\nCommands (unspectro COMMAND --help tells more):\n${lines.join("\n")}\n`;
}

function welcome(): string {
  return `unspectro gives a spectrogram and its phases their sound back.

  unspectro spectrogram phases -o sound.wav           two files, magnitudes and phases
  unspectro stft.npz -o sound.wav                     one file that holds both
  unspectro S.npy P.npy --profile torch -o sound.wav  saying who made them
${commandList()}
  unspectro --help shows every option of the main job.
`;
}
