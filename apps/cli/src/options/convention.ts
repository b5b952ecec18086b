import { type PartialConvention, profileById, profiles } from "@unspectro/core";
import { ConventionError, isUnspectroError } from "@unspectro/core/plugin";
import { type Command, Option } from "commander";
import { nearest } from "../talk/words.ts";
import { fieldFlags, flagOf, helpOf, parserOf } from "./fields.ts";

/** What the user said about how the files were made. */
export interface ConventionWishes {
  readonly profile?: string;
  /** A file that holds a convention. */
  readonly convention?: string;
  /** The fields set by flags. */
  readonly given: PartialConvention;
}

/** `none`: commander would take null for a flag without a value. */
const NOTHING: unique symbol = Symbol("none");

/** Adds --profile, --convention and a flag for every field. */
export function addConventionOptions(command: Command): void {
  command
    .optionsGroup("How the files were made (what is not said is found or assumed):")
    .option(
      "-p, --profile <name>",
      "the producer, such as librosa, torch, scipy-stft (see `unspectro profiles`)",
    )
    .option("-c, --convention <file.json>", "a convention, or a report of an earlier run, to use again");
  for (const field of fieldFlags) {
    const parse = parserOf(field);
    const name = flagOf(field.path)!;
    command.addOption(
      new Option(field.flag, helpOf(field))
        .helpGroup(field.group)
        .argParser((text) => parse(text, name) ?? NOTHING),
    );
  }
}

/** What those options said. */
export function conventionWishes(command: Command): ConventionWishes {
  const values = command.opts();
  const given: Record<string, unknown> = {};
  for (const field of fieldFlags) {
    const value = values[attribute(field.flag)];
    if (value !== undefined) put(given, field.path.split("."), value === NOTHING ? null : value);
  }
  if (values.profile !== undefined) checkProfile(values.profile as string);
  return {
    ...(values.profile === undefined ? {} : { profile: values.profile as string }),
    ...(values.convention === undefined ? {} : { convention: values.convention as string }),
    given: given as PartialConvention,
  };
}

/** A mistyped name should cost no time, and be told with the name that was meant. */
function checkProfile(id: string): void {
  try {
    profileById(id);
  } catch (error) {
    const near = nearest(
      id,
      profiles.map((profile) => profile.id),
    );
    if (near === undefined || !isUnspectroError(error)) throw error;
    throw new ConventionError("bad-convention", "profile", "there is no such profile", {
      found: id,
      advice: `did you mean ${near}? \`unspectro profiles\` lists them all`,
    });
  }
}

/** commander's name for a flag's value: `--fft-size <samples>` is `fftSize`. */
function attribute(flag: string): string {
  return new Option(flag).attributeName();
}

function put(into: Record<string, unknown>, [first, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[first!] = value;
    return;
  }
  const inner = (into[first!] ?? {}) as Record<string, unknown>;
  into[first!] = inner;
  put(inner, rest, value);
}
