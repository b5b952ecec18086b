import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { ResolveInput } from "@unspectro/core";
import { DataError, type FrameSource, IoError, isUnspectroError } from "@unspectro/core/plugin";
import type { Identification } from "@unspectro/identify";
import type { Pair } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { IdentifiedPair } from "../input/identified.ts";
import { toldEnough } from "../input/known.ts";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import type { ConventionWishes } from "../options/convention.ts";
import { readingWishes } from "../options/reading.ts";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

/** Magnitudes alone go to phase retrieval, whose command opens them itself; then there is no pair. */
export async function openedOrHandedOver(
  names: readonly string[],
  command: Command,
  wishes: ConventionWishes,
  context: Context,
): Promise<Opened | undefined> {
  let found: Opened;
  try {
    found = await opened(names, command, wishes, context);
  } catch (error) {
    if (names.length !== 1 || names[0] === "-" || !isUnspectroError(error, "no-phases")) throw error;
    await handOver(names[0]!, `${names[0]} holds magnitudes without phases`, command, context);
    return undefined;
  }
  const { magnitude, phase } = found.pair;
  if (phase === undefined || !(await saysNothing(phase)) || (await saysNothing(magnitude))) return found;
  await found.pair.close();
  await handOver(
    magnitude.name,
    `${phase.name} holds the same number everywhere, which is no phases`,
    command,
    context,
  );
  return undefined;
}

async function handOver(magnitudes: string, why: string, command: Command, context: Context): Promise<void> {
  context.talk.warn(`${why}: these are estimated, as \`unspectro retrieve\` does, which has more options`);
  const { estimatePhases } = await import("../commands/retrieve.ts");
  await estimatePhases(magnitudes, command, { seed: 0, stream: false }, context);
}

/** Frames looked at, spread over the file. */
const GLANCES = 16;

/** Whether an array holds one number only. */
async function saysNothing(source: FrameSource): Promise<boolean> {
  const { frames, bins, complex } = source;
  const record = new Float64Array(bins * (complex ? 2 : 1));
  let first: number | undefined;
  for (let glance = 0; glance < Math.min(GLANCES, frames); glance++) {
    await source.read(Math.floor((glance * frames) / GLANCES), 1, record);
    first ??= record[0];
    if (record.some((value) => value !== first)) return false;
  }
  return true;
}

/** An open pair, and how it was made where that had to be found out. */
export type Opened = Pick<IdentifiedPair, "pair" | "plain"> & { readonly identification?: Identification };

/** Opens the pair; what the user did not say about it is worked out from its numbers. */
async function opened(
  names: readonly string[],
  command: Command,
  convention: ConventionWishes,
  context: Context,
): Promise<Opened> {
  const wishes = readingWishes(command.opts());
  const opener = { ...wishes, readers: await readersWith(wishes.plugins), scratch: tempScratch() };
  try {
    if (toldEnough(convention)) return { pair: await openPair(names, opener), plain: true };
    const { openAsNamed, openIdentified } = await import("../input/identified.ts");
    const asNamed = await openAsNamed(names, opener, convention);
    if (asNamed !== undefined) return { pair: asNamed, plain: true };
    return await openIdentified(names, opener, convention.given, context);
  } catch (error) {
    throw commandMeant(error, names, context);
  }
}

/** The rate guessed, and said to be a guess. */
export function guessedRate(identification: Identification | undefined): ResolveInput["rate"] {
  const rate = identification?.sampleRate;
  return rate && { hertz: rate.hertz, why: `not in the files; a guess: ${rate.why}` };
}

/** Refuses to call something the original that nothing speaks for, unless the user says how it was made. */
export function demandOne(
  identification: Identification,
  { profile, given }: ConventionWishes,
  pair: Pair,
): void {
  if (identification.verdict !== "unidentifiable") return;
  if (profile !== undefined || given.geometry?.hop !== undefined) return;
  throw new DataError("not-invertible", "no way of making these files explains their numbers", {
    file: pair.magnitude.name,
    found: identification.notes[0] ?? NOTHING_AGREES,
    advice: `${identification.advice.join("; ")}; or say what is known (--profile, --hop) and hear what comes`,
  });
}

const NOTHING_AGREES = "frames that contradict each other under every hop, window and scale tried";

/** `unspectro inspct S.npy` looks for a file called inspct: says what was probably meant; and what one file can give alone. */
function commandMeant(error: unknown, names: readonly string[], { commands }: Context): unknown {
  const [first, second] = names;
  const file = isUnspectroError(error, "not-found")
    ? error.facts.file
    : names.length > 2 && !existsSync(first!)
      ? first
      : undefined;
  const near =
    file !== undefined && file === first
      ? nearest(
          file,
          commands.map(({ name }) => name),
        )
      : undefined;
  if (near !== undefined)
    return new UsageError(
      `there is no file "${first}", and no such command. Did you mean the command "${near}"?`,
    );
  if (!isUnspectroError(error, "not-found") || file === undefined) return error;
  const like = fileLike(file);
  const alone = `if there are no phases, \`unspectro ${first}\` estimates them`;
  const more = file === second && existsSync(first!) ? `; ${alone}` : "";
  const advice = like === undefined ? `${error.facts.advice}${more}` : `did you mean ${like}?`;
  return new IoError("not-found", error.message, { ...error.facts, advice });
}

/** A file beside where this one should be, with nearly its name. */
function fileLike(file: string): string | undefined {
  const folder = dirname(file);
  const there = existsSync(folder) ? nearest(basename(file), readdirSync(folder)) : undefined;
  return there === undefined ? undefined : file.slice(0, file.length - basename(file).length) + there;
}
