import {
  profileById,
  type Reconstruction,
  type Resolution,
  type ResolveInput,
  reconstruct,
} from "@unspectro/core";
import { DataError, isUnspectroError } from "@unspectro/core/plugin";

import { inverseFor } from "@unspectro/engine";
import type { Identification, Lattice, OriginalWatch } from "@unspectro/identify";
import type { Pair, WrittenSound } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import { breathe } from "../breathe.ts";
import type { Context } from "../context.ts";
import { settlePair } from "../input/convention.ts";
import type { IdentifiedPair } from "../input/identified.ts";
import { foundIn, toldEnough } from "../input/known.ts";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { addConventionOptions, type ConventionWishes, conventionWishes } from "../options/convention.ts";
import { addOutputOptions, type OutputWishes, outputWishes } from "../options/output.ts";
import { addPictureOptions, pictureWishes } from "../options/picture.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import { levelOf, tellCoverage, tellSound } from "../output/account.ts";
import { writeSound } from "../output/sound.ts";
import type { ParallelSound } from "../parallel/blocks.ts";
import { elementsOf } from "../parallel/piece.ts";
import { usefulThreads } from "../parallel/useful.ts";
import { describeConvention, describeSource, writeReport } from "../report.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { tellSources } from "../talk/sources.ts";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";
import { commands } from "./index.ts";

export function define(command: Command): void {
  command
    .description("Gives a spectrogram and its phases their sound back: two files, or one that holds both.")
    .argument(
      "<files...>",
      "magnitudes and phases, in either order; file.h5:/group/mag names one array of a file",
    )
    .addHelpText(
      "after",
      `
Examples:
  unspectro spectrogram phases -o sound.wav             nothing known: found or assumed, and said so
  unspectro S.npy P.npy --profile torch --hop 160       made by torch.stft with this hop
  unspectro stft.npz -o - | play -                      both arrays in one file; sound to a pipe
  unspectro results.h5:/mag results.h5:/phase           two arrays of one file
  unspectro S.csv P.csv --sample-rate 16000 --report run.json
  unspectro S2.csv P2.csv --convention run.json         again, exactly so
  unspectro mag.bin phase.bin --element float32 --fft-size 1024 --hop 256`,
    );
  addOutputOptions(command);
  addPictureOptions(command);
  addConventionOptions(command);
  addReadingOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const names = command.processedArgs[0] as readonly string[];
  const asked = outputWishes(command.opts());
  if (context.json && asked.path === "-") {
    throw new UsageError("--json and -o - both want standard output; --report writes the account to a file");
  }
  const started = performance.now();
  const wishes = conventionWishes(command);
  const found = await openedOrHandedOver(names, command, wishes, context);
  if (found === undefined) return;
  const { pair, identification, plain } = found;
  try {
    tellSources(pair, context.talk);
    if (identification !== undefined) demandOne(identification, wishes, pair);
    const resolution = await settlePair(
      wishes,
      pair,
      identification && foundIn(identification),
      guessedRate(identification),
    );
    const file = pair.magnitude.name;
    // Looking for an original costs time: for those who asked, or whom it can be told.
    const heard = !context.talk.quiet || context.json || asked.report !== undefined;
    const originals = asked.exact || heard ? await import("../output/exact.ts") : undefined;
    const exact = asked.exact
      ? await originals?.exactSoundOf(pair, resolution.convention, file, context.signal)
      : undefined;
    const output: OutputWishes =
      exact === undefined
        ? asked
        : { ...asked, wavFormat: exact.wavFormat, level: "keep", engine: "core", threads: 1 };
    let progress: Progress = silent;
    const synthesis = await synthesisWished(output.synthesis, resolution);
    const work = await reconstruct(pair, resolution.convention, {
      ...(output.engine === "core" ? {} : { maker: inverseFor(elementsOf(pair)) }),
      ...(synthesis === undefined ? {} : { synthesis }),
      signal: context.signal,
      onProgress: (done) => progress.at(done),
    });
    const threads = output.threads ?? usefulThreads(work.frames * work.bins * work.channels);
    const parallel =
      threads > 1 && plain && !names.includes("-")
        ? (await import("../parallel/blocks.ts")).parallelSound(
            work,
            {
              names,
              wishes: readingWishes(command.opts()),
              convention: work.convention,
              precision: work.precision,
              engine: output.engine,
              ...(synthesis === undefined ? {} : { synthesis }),
            },
            threads,
            (done) => progress.at(done),
          )
        : undefined;
    if (identification !== undefined) {
      const { tellIdentification } = await import("../output/identification.ts");
      tellIdentification(identification, context.talk);
    }
    tellConvention(resolution, work, context.talk, identification !== undefined);
    tellCoverage(work, context.talk);
    const { tellDisagreement } = await import("../output/disagreement.ts");
    await tellDisagreement(pair, resolution.convention, names, context.talk);
    const picture = pictureWishes(command.opts());
    if (picture !== undefined) {
      const { convention } = resolution;
      const { drawPicture } = await import("../output/picture.ts");
      await drawPicture({ source: pair.magnitude, convention, title: pair.magnitude.name }, picture, context);
    }
    const writing = exact === undefined ? undefined : originals?.exactWriting(exact, work, file);
    let watch: OriginalWatch | undefined;
    const sound = await writeSound(
      {
        path: output.path,
        format: output.wavFormat,
        sampleRate: resolution.convention.geometry.sampleRate!,
        channels: work.channels,
        length: work.length,
        level: levelOf(output, resolution),
      },
      async (take) => {
        progress = context.talk.progress(output.path, work.frames);
        watch = heard && writing === undefined ? originals?.watchFor(work) : undefined;
        try {
          for await (const { samples } of (writing ?? parallel ?? work).blocks()) {
            watch?.push(samples);
            await take(samples, samples[0]!.length);
            await breathe();
          }
        } finally {
          progress.end();
        }
      },
    );
    const seconds = (performance.now() - started) / 1000;
    const { length, channels } = work;
    const { notFinite } = parallel ?? work;
    tellSound({ length, channels, notFinite }, resolution, output, sound, seconds, context.talk);
    const original = exact?.lattice ?? (watch && (await originals?.originalIn(watch, pair, work.convention)));
    if (original !== undefined) originals?.tellOriginal(original, writing?.undecided, context.talk);
    const report = reportOf(
      { pair, identification, resolution, work, parallel, output, sound, original, seconds },
      context,
    );
    if (output.report !== undefined) await writeReport(output.report, report);
    if (context.json) context.print(JSON.stringify(report, null, 2));
  } finally {
    await pair.close();
  }
}

/** Magnitudes alone go to phase retrieval, whose command opens them itself; then there is no pair. */
async function openedOrHandedOver(
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
    const { estimatePhases } = await import("./retrieve.ts");
    await estimatePhases(names[0]!, command, { seed: 0, stream: false }, context);
    return undefined;
  }
}

type Opened = Pick<IdentifiedPair, "pair" | "plain"> & { readonly identification?: Identification };

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

/** The synthesis window that was asked for. */
async function synthesisWished(
  wish: string | undefined,
  { convention }: Resolution,
): Promise<Float64Array | undefined> {
  if (wish === undefined) return undefined;
  const { synthesisFor } = await import("../input/synthesis.ts");
  return synthesisFor(wish, convention.geometry);
}

/** The rate guessed, and said to be a guess. */
function guessedRate(identification: Identification | undefined): ResolveInput["rate"] {
  const rate = identification?.sampleRate;
  return rate && { hertz: rate.hertz, why: `not in the files; a guess: ${rate.why}` };
}

/** Refuses to call something the original that nothing speaks for, unless the user says how it was made. */
function demandOne(identification: Identification, { profile, given }: ConventionWishes, pair: Pair): void {
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

function withoutConvention({
  convention: _,
  ...account
}: Identification): Omit<Identification, "convention"> {
  return account;
}

/** Everything a run knows at its end. */
interface Run {
  readonly pair: Pair;
  readonly identification: Identification | undefined;
  readonly resolution: Resolution;
  readonly work: Reconstruction;
  readonly parallel: ParallelSound | undefined;
  readonly output: OutputWishes;
  readonly sound: WrittenSound;
  readonly original: Lattice | undefined;
  readonly seconds: number;
}

/** The account for machines, and for `--convention` to take back. */
function reportOf(
  { pair, identification, resolution, work, parallel, output, sound, original, seconds }: Run,
  { talk }: Context,
): Readonly<Record<string, unknown>> {
  const { sampleRate } = resolution.convention.geometry;
  const { coverage, foundLength, length, channels } = work;
  const { notFinite } = parallel ?? work;
  return {
    inputs: [pair.magnitude, pair.phase].flatMap((source) => (source ? [describeSource(source)] : [])),
    decisions: [...pair.decisions, ...work.notes],
    ...describeConvention({ ...resolution, convention: work.convention }),
    ...(identification === undefined ? {} : { identification: withoutConvention(identification) }),
    output: {
      file: output.path,
      wavFormat: output.wavFormat,
      sampleRate,
      channels,
      length,
      lengthWhy: foundLength?.why ?? "as the convention says",
      seconds: length / sampleRate!,
      synthesis: output.synthesis ?? "canonical",
      level: {
        policy: output.exact ? "exact" : output.level,
        sourcePeak: sound.sourcePeak,
        gain: sound.gain,
        peak: sound.peak,
      },
      clipped: sound.clipped,
    },
    ...(original === undefined ? {} : { original }),
    coverage,
    notFinite,
    warnings: talk.warnings,
    took: seconds,
  };
}
