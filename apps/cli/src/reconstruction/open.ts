import { profileById, type ResolveInput } from "@unspectro/core";
import { DataError, isUnspectroError } from "@unspectro/core/plugin";
import type { Identification } from "@unspectro/identify";
import type { Pair } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import { commands } from "../commands/index.ts";
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
  try {
    return await opened(names, command, wishes, context);
  } catch (error) {
    if (names.length !== 1 || names[0] === "-" || !isUnspectroError(error, "no-phases")) throw error;
    context.talk.warn(
      `${names[0]} holds magnitudes without phases: these are estimated, as \`unspectro retrieve\` does, which has more options`,
    );
    const { estimatePhases } = await import("../commands/retrieve.ts");
    await estimatePhases(names[0]!, command, { seed: 0, stream: false }, context);
    return undefined;
  }
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
  // a mistyped profile should not cost the time that identification takes
  if (convention.profile !== undefined) profileById(convention.profile);
  const opener = { ...wishes, readers: await readersWith(wishes.plugins), scratch: tempScratch() };
  try {
    if (toldEnough(convention)) return { pair: await openPair(names, opener), plain: true };
    const { openAsNamed, openIdentified } = await import("../input/identified.ts");
    const asNamed = await openAsNamed(names, opener, convention);
    if (asNamed !== undefined) return { pair: asNamed, plain: true };
    return await openIdentified(names, opener, convention.given, context);
  } catch (error) {
    throw commandMeant(error, names);
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
    found: "frames that contradict each other under every hop, window and scale tried",
    advice: `${identification.advice.join("; ")}; or say what is known (--profile, --hop) and hear what comes`,
  });
}

/** `unspectro inspct S.npy` looks for a file called inspct: say what was probably meant. */
function commandMeant(error: unknown, [first]: readonly string[]): unknown {
  if (!isUnspectroError(error, "not-found") || error.facts.file !== first) return error;
  const near = nearest(
    first!,
    commands.map(({ name }) => name),
  );
  if (near === undefined) return error;
  return new UsageError(
    `there is no file "${first}", and no such command. Did you mean the command "${near}"?`,
  );
}
