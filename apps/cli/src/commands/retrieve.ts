import { type AudioBlock, reconstruct } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import type { Take } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import type { Context } from "../context.ts";
import { settlePair } from "../input/convention.ts";
import type { FileOpener } from "../input/files.ts";
import { openMagnitudes } from "../input/magnitudes.ts";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { addConventionOptions, conventionWishes } from "../options/convention.ts";
import { addOutputOptions, outputWishes } from "../options/output.ts";
import { addPictureOptions, pictureWishes } from "../options/picture.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import { addRetrievalOptions, type RetrievalWishes, retrievalWishes } from "../options/retrieval.ts";
import { drawPicture } from "../output/picture.ts";
import { elementsOf } from "../parallel/piece.ts";
import { type MendedSound, mendedSound } from "../reconstruction/mended.ts";
import { ailmentIn } from "../reconstruction/remedy.ts";
import { describeEstimate, tellEstimate } from "../retrieval/account.ts";
import { confidenceIn } from "../retrieval/confidence.ts";
import { deliver } from "../retrieval/deliver.ts";
import { retrieveSound } from "../retrieval/estimate.ts";
import { conventionOf, decoderOf } from "../retrieval/rows.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { tellSources } from "../talk/sources.ts";
import { grouped } from "../talk/words.ts";

export function define(command: Command): void {
  command
    .description(
      "Gives magnitudes a sound whose phases are lost, damaged or coarse: estimates or mends them.",
    )
    .argument(
      "<files...>",
      "the magnitudes; with phases that are damaged or coarse as a second file, these are mended",
    )
    .addHelpText(
      "after",
      `
Examples:
  unspectro retrieve S.npy --hop 256 -o sound.wav              a linear spectrogram
  unspectro retrieve S.npy --hop 256 --seconds 10              the best in about ten seconds
  unspectro retrieve mel.npy --mel tacotron2 -o sound.wav      80 log-mel bands, as Tacotron 2 makes them
  unspectro retrieve S.npy P.npy --profile librosa             phases that are wrong in places, or rounded
  unspectro retrieve S.npy P.npy --confidence C.npy            the same, and C.npy says where: 0 wrong, 1 right
  unspectro retrieve picture.png --magnitude-scale decibel --flipped yes: brighter is louder`,
    );
  addOutputOptions(command);
  addRetrievalOptions(command);
  addPictureOptions(command);
  addConventionOptions(command);
  addReadingOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const names = command.processedArgs[0] as readonly string[];
  const wishes = retrievalWishes(command.opts());
  if (names.length === 1 && wishes.confidence === undefined)
    await estimatePhases(names[0]!, command, wishes, context);
  else await mendPhases(names, command, wishes, context);
}

/** Magnitudes alone. */
export async function estimatePhases(
  name: string,
  command: Command,
  wishes: RetrievalWishes,
  context: Context,
): Promise<void> {
  const started = performance.now();
  const input = await openMagnitudes(name, await openerOf(command));
  try {
    const { magnitude } = input;
    const resolution = await conventionOf(magnitude, conventionWishes(command), wishes.mel);
    const bars = barPerChannel(command, context);
    const sound = await retrieveSound({
      source: magnitude,
      convention: resolution.convention,
      decoder: decoderOf(magnitude, resolution, wishes.mel),
      mel: wishes.mel !== undefined,
      wishes,
      signal: context.endEarly(),
      progress: (channel, { round, rounds, spectralConvergence }) =>
        bars.at(channel, round / rounds, `round ${round}, ${spectralConvergence.toFixed(1)} dB`),
      streamed: (share) => bars.at(0, share, "frame by frame"),
    });
    if (!sound.streamed) bars.end();
    tellConvention(resolution, { notes: [] }, context.talk);
    tellEstimate(sound, context.talk);
    const retrieval = describeEstimate(sound, wishes);
    const picture = pictureWishes(command.opts());
    if (picture !== undefined) {
      const decoder = decoderOf(magnitude, resolution, wishes.mel);
      const { convention } = resolution;
      const mel = wishes.mel === undefined ? {} : { decoder };
      await drawPicture({ source: magnitude, convention, title: magnitude.name, ...mel }, picture, context);
    }
    await deliver(
      { sources: [magnitude], resolution, sound, retrieval: () => retrieval, started },
      command,
      context,
    );
    bars.end();
    const left = sound.frames - sound.framesDone();
    if (left > 0) context.talk.warn(`ended early: the last ${grouped(left)} frames are silence`);
  } finally {
    await input.close();
  }
}

/** Magnitudes with phases that are wrong in places, or rounded: mended as `reconstruct` does, and looked at all over. */
async function mendPhases(
  names: readonly string[],
  command: Command,
  wishes: RetrievalWishes,
  context: Context,
): Promise<void> {
  const started = performance.now();
  const opener = await openerOf(command);
  const pair = await openPair(names, opener);
  const told = wishes.confidence === undefined ? undefined : await openMagnitudes(wishes.confidence, opener);
  let mended: MendedSound | undefined;
  try {
    tellSources(pair, context.talk);
    const resolution = await settlePair(conventionWishes(command), pair);
    const work = await reconstruct(pair, resolution.convention, {
      maker: inverseFor(elementsOf(pair)),
      signal: context.signal,
    });
    tellConvention(resolution, work, context.talk);
    const bar = context.talk.progress(outputWishes(command.opts()).path, 1);
    const { convention } = work;
    const ailment = (await ailmentIn(pair, convention, context.signal)) ?? { kind: "damaged" };
    mended = await mendedSound(ailment, {
      pair,
      work,
      plain: () => work.blocks(),
      rounds: wishes.rounds,
      ...(told && { confidence: confidenceIn(told.magnitude, convention, work) }),
      signal: context.signal,
      enough: context.endEarly(),
      onProgress: (share) => bar.at(share, "mending"),
    });
    if (mended === undefined)
      context.talk.warn("this is too long to be repaired as a whole: the plain inverse is written");
    const picture = pictureWishes(command.opts());
    if (picture !== undefined)
      await drawPicture({ source: pair.magnitude, convention, title: pair.magnitude.name }, picture, context);
    const blocks = (): AsyncIterable<AudioBlock> => mended?.blocks() ?? work.blocks();
    const sound = {
      channels: work.channels,
      length: work.length,
      async produce(take: Take): Promise<void> {
        for await (const { samples } of blocks()) await take(samples, samples[0]!.length);
        bar.end();
      },
      get notFinite() {
        return mended?.notFinite ?? work.notFinite;
      },
    };
    await deliver(
      {
        sources: [pair.magnitude, ...(pair.phase === undefined ? [] : [pair.phase])],
        resolution,
        sound,
        retrieval: () => mended?.describe() ?? {},
        tell: () => mended?.tell(context.talk),
        started,
      },
      command,
      context,
    );
  } finally {
    await mended?.close();
    await told?.close();
    await pair.close();
  }
}

async function openerOf(command: Command): Promise<FileOpener> {
  const reading = readingWishes(command.opts());
  return { ...reading, readers: await readersWith(reading.plugins), scratch: tempScratch() };
}

/** A bar that begins anew with each channel. */
function barPerChannel(
  command: Command,
  { talk }: Context,
): { at(channel: number, share: number, what: string): void; end(): void } {
  const { path } = outputWishes(command.opts());
  let bar: Progress = silent;
  let of = -1;
  return {
    at(channel, share, what) {
      if (channel !== of) {
        bar.end();
        bar = talk.progress(path, 1);
        of = channel;
      }
      bar.at(share, what);
    },
    end: () => bar.end(),
  };
}
