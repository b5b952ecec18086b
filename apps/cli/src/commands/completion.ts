import { Command } from "commander";
import type { CommandEntry, Context } from "../context.ts";
import { word } from "../options/parse.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export function define(command: Command): void {
  command
    .description("Prints a script that completes commands and flags in your shell.")
    .argument("<shell>", SHELLS.join(", "), (text) => word(SHELLS)(text, "the shell"))
    .addHelpText(
      "after",
      `
Examples:
  source <(unspectro completion bash)                       # in ~/.bashrc
  source <(unspectro completion zsh)                        # in ~/.zshrc
  unspectro completion fish > ~/.config/fish/completions/unspectro.fish`,
    );
}

export async function run(command: Command, { print, commands }: Context): Promise<void> {
  const flags = await allFlags(commands);
  print(scripts[command.processedArgs[0] as Shell](flags, commands));
}

/** The long flags of every command, from the definitions that --help shows. */
async function allFlags(commands: readonly CommandEntry[]): Promise<Map<string, string[]>> {
  const flags = new Map<string, string[]>();
  for (const entry of commands) {
    const defined = new Command();
    (await entry.load()).define(defined);
    const own = defined.options.flatMap(({ long }) => (long ? [long] : []));
    flags.set(entry.name, [...own, "--quiet", "--json", "--debug", "--help"]);
  }
  return flags;
}

const scripts: Readonly<
  Record<Shell, (flags: Map<string, string[]>, commands: readonly CommandEntry[]) => string>
> = {
  bash(flags) {
    const cases = [...flags].map(([name, own]) => `    ${name}) flags="${own.join(" ")}" ;;`);
    return `# unspectro completion for bash
_unspectro() {
  local word=\${COMP_WORDS[COMP_CWORD]} flags
  case \${COMP_WORDS[1]-} in
${cases.join("\n")}
    *) flags="${flags.get("reconstruct")!.join(" ")}" ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
  elif ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "${[...flags.keys()].join(" ")}" -- "$word"; compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _unspectro unspectro`;
  },
  zsh(flags) {
    const cases = [...flags].map(([name, own]) => `    ${name}) flags=(${own.join(" ")}) ;;`);
    return `#compdef unspectro
_unspectro() {
  local -a flags
  case \${words[2]-} in
${cases.join("\n")}
    *) flags=(${flags.get("reconstruct")!.join(" ")}) ;;
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    compadd -- $flags
  else
    ((CURRENT == 2)) && compadd -- ${[...flags.keys()].join(" ")}
    _files
  fi
}
compdef _unspectro unspectro`;
  },
  fish(flags, commands) {
    const names = [...flags.keys()].join(" ");
    const lines = [...flags].flatMap(([name, own]) =>
      own.map((flag) => {
        const condition =
          name === "reconstruct"
            ? `not __fish_seen_subcommand_from ${names}`
            : `__fish_seen_subcommand_from ${name}`;
        return `complete -c unspectro -n "${condition}" -l ${flag.slice(2)}`;
      }),
    );
    const named = commands.map(
      ({ name, summary }) =>
        `complete -c unspectro -n "__fish_use_subcommand" -a ${name} -d '${summary.replaceAll("'", "\\'")}'`,
    );
    return ["# unspectro completion for fish", ...named, ...lines].join("\n");
  },
};
