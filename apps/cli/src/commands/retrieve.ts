import { alignMagnitudes, mergeConventions, type Resolution } from "@unspectro/core";
import { DataError, type FrameSource } from "@unspectro/core/plugin";
import { factsOf, factsOfMagnitudes } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import { type AmplitudeDecoder, amplitudeDecoder, melDecoder } from "@unspectro/retrieval";
import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import type { Context } from "../context.ts";
import { settle } from "../input/convention.ts";
import type { FileOpener } from "../input/files.ts";
import { openMagnitudes } from "../input/magnitudes.ts";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { addConventionOptions, type ConventionWishes, conventionWishes } from "../options/convention.ts";
import { addOutputOptions, outputWishes } from "../options/output.ts";
import { addPictureOptions, pictureWishes } from "../options/picture.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import {
  addRetrievalOptions,
  type MelWishes,
  type RetrievalWishes,
  retrievalWishes,
} from "../options/retrieval.ts";
import { levelOf, tellSound } from "../output/account.ts";
import { drawPicture } from "../output/picture.ts";
import { writeSound } from "../output/sound.ts";
import { describeConvention, describeSource, writeReport } from "../report.ts";
import { describeEstimate, describeRepair, tellEstimate, tellRepair } from "../retrieval/account.ts";
import { retrieveSound } from "../retrieval/estimate.ts";
import { repairSound } from "../retrieval/mend.ts";
import type { SoundOfChannels } from "../retrieval/whole.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { tellSources } from "../talk/sources.ts";

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
  if (names.length === 1) await estimatePhases(names[0]!, command, wishes, context);
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
        bars.at(channel, round / rounds, `${spectralConvergence.toFixed(1)} dB`),
    });
    bars.end();
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
    await deliver({ sources: [magnitude], resolution, sound, retrieval, started }, command, context);
  } finally {
    await input.close();
  }
}

/** Magnitudes with phases that are wrong in places, or rounded. */
async function mendPhases(
  names: readonly string[],
  command: Command,
  wishes: RetrievalWishes,
  context: Context,
): Promise<void> {
  const started = performance.now();
  const pair = await openPair(names, await openerOf(command));
  try {
    tellSources(pair, context.talk);
    const resolution = settle(conventionWishes(command), {
      facts: await factsOf(pair.magnitude, pair.phase),
    });
    const bars = barPerChannel(command, context);
    const sound = await repairSound({
      pair,
      convention: resolution.convention,
      wishes,
      signal: context.endEarly(),
      progress: (channel, share) => bars.at(channel, share, "mending"),
    });
    bars.end();
    tellConvention(resolution, { notes: [] }, context.talk);
    tellRepair(sound, context.talk);
    const picture = pictureWishes(command.opts());
    if (picture !== undefined) {
      const { convention } = resolution;
      await drawPicture({ source: pair.magnitude, convention, title: pair.magnitude.name }, picture, context);
    }
    const sources = [pair.magnitude, ...(pair.phase === undefined ? [] : [pair.phase])];
    await deliver(
      { sources, resolution, sound, retrieval: describeRepair(sound), started },
      command,
      context,
    );
  } finally {
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
        bar = talk.progress(`${path} (${what})`, 1);
        of = channel;
      }
      bar.at(share);
    },
    end: () => bar.end(),
  };
}

/** What is written and reported, however the phases were come by. */
interface Delivery {
  readonly sources: readonly FrameSource[];
  readonly resolution: Resolution;
  readonly sound: SoundOfChannels & { readonly notFinite: number };
  readonly retrieval: Readonly<Record<string, unknown>>;
  readonly started: number;
}

async function deliver(
  { sources, resolution, sound, retrieval, started }: Delivery,
  command: Command,
  context: Context,
): Promise<void> {
  const output = outputWishes(command.opts());
  const { path, wavFormat } = output;
  const written = await writeSound(
    {
      path,
      format: wavFormat,
      sampleRate: resolution.convention.geometry.sampleRate!,
      channels: sound.channels,
      length: sound.length,
      level: levelOf(output, resolution),
    },
    (take) => sound.produce(take),
  );
  const seconds = (performance.now() - started) / 1000;
  tellSound(sound, resolution, output, written, seconds, context.talk);
  const { sourcePeak, gain, peak, clipped } = written;
  const report = {
    inputs: sources.map(describeSource),
    ...describeConvention(resolution),
    retrieval,
    output: {
      file: path,
      wavFormat,
      channels: sound.channels,
      length: sound.length,
      level: { policy: output.level, sourcePeak, gain, peak },
      clipped,
    },
    warnings: context.talk.warnings,
    took: seconds,
  };
  if (output.report !== undefined) await writeReport(output.report, report);
  if (context.json) context.print(JSON.stringify(report, null, 2));
}

/** The convention, with a mel producer's own defaults below what the user says. */
async function conventionOf(
  source: FrameSource,
  wishes: ConventionWishes,
  mel: MelWishes | undefined,
): Promise<Resolution> {
  if (mel === undefined) return settle(wishes, { facts: await factsOfMagnitudes(source) });
  const { given } = wishes;
  const fftSize = given.geometry?.fftSize;
  // The producers' windows are as long as their FFT where nobody says otherwise.
  const fitting = fftSize === undefined ? {} : { geometry: { window: { length: fftSize } } };
  const producer = mergeConventions(fitting, mel.producer.convention);
  return settle({ ...wishes, given: mergeConventions(given, producer) }, {});
}

/** Seven octaves of twelve: what librosa.cqt gives, and no STFT ever does. */
const CQT_ROWS = 84;

function decoderOf(
  source: FrameSource,
  { convention, fields }: Resolution,
  mel: MelWishes | undefined,
): AmplitudeDecoder {
  const { fftSize, sampleRate } = convention.geometry;
  if (mel !== undefined) {
    const { bins: bands } = alignMagnitudes(source, convention, { bins: "any" });
    const definition = { ...mel.producer.mel, ...mel.changes, bands, fftSize };
    return melDecoder(convention, { ...definition, sampleRate: sampleRate ?? 22050 });
  }
  const decoder = amplitudeDecoder(convention);
  const assumed = fields.some(({ path, origin }) => path === "geometry.fftSize" && origin === "assumed");
  if (decoder.stored === CQT_ROWS && assumed) {
    throw new DataError(
      "not-invertible",
      "84 rows are seven octaves of a constant-Q transform, not an STFT",
      {
        file: source.name,
        expected: "the bins of an STFT, or mel bands (--mel)",
        found: `${CQT_ROWS} rows`,
        advice: "invert it with its own inverse (librosa.icqt), or say with --fft-size that it is an STFT",
      },
    );
  }
  return decoder;
}
