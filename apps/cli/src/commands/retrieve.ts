import { mergeConventions, type Resolution } from "@unspectro/core";
import { DataError } from "@unspectro/core/plugin";
import { tempScratch } from "@unspectro/io/node";
import { amplitudeDecoder, melDecoder } from "@unspectro/retrieval";
import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import type { Context } from "../context.ts";
import { factsOfMagnitudes, settle } from "../input/convention.ts";
import { openMagnitudes } from "../input/magnitudes.ts";
import { readersWith } from "../input/readers.ts";
import { addConventionOptions, type ConventionWishes, conventionWishes } from "../options/convention.ts";
import { addOutputOptions, type OutputWishes, outputWishes } from "../options/output.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import {
  addRetrievalOptions,
  type MelWishes,
  type RetrievalWishes,
  retrievalWishes,
} from "../options/retrieval.ts";
import { levelOf, tellSound } from "../output/account.ts";
import { type RetrievedSound, retrieveSound } from "../output/retrieved.ts";
import { type WrittenSound, writeSound } from "../output/sound.ts";
import { describeConvention, describeSource, writeReport } from "../report.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { grouped } from "../talk/words.ts";

export function define(command: Command): void {
  command
    .description(
      "Gives magnitudes a sound whose phases are lost: estimates them, as well as the time allows.",
    )
    .argument("<magnitudes>", "the magnitudes; file.h5:/group/mag names one array of a file")
    .addHelpText(
      "after",
      `
Examples:
  unspectro retrieve S.npy --hop 256 -o sound.wav              a linear spectrogram
  unspectro retrieve S.npy --hop 256 --seconds 10              the best in about ten seconds
  unspectro retrieve mel.npy --mel tacotron2 -o sound.wav      80 log-mel bands, as Tacotron 2 makes them
  unspectro retrieve picture.png --scale decibel --flipped     a picture: brighter is louder`,
    );
  addOutputOptions(command);
  addRetrievalOptions(command);
  addConventionOptions(command);
  addReadingOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const [name] = command.processedArgs as [string];
  const output = outputWishes(command.opts());
  const wishes = retrievalWishes(command.opts());
  const reading = readingWishes(command.opts());
  const started = performance.now();
  const opener = { ...reading, readers: await readersWith(reading.plugins), scratch: tempScratch() };
  const input = await openMagnitudes(name, opener);
  try {
    const resolution = await conventionOf(input.magnitude, conventionWishes(command), wishes.mel);
    const { convention } = resolution;
    let bar: Progress = silent;
    let barOf = -1;
    const sound = await retrieveSound({
      source: input.magnitude,
      convention,
      decoder: decoderOf(input.magnitude.name, resolution, wishes.mel),
      mel: wishes.mel !== undefined,
      wishes,
      signal: context.signal,
      progress(channel, { round, rounds, spectralConvergence }) {
        if (channel !== barOf) {
          bar.end();
          bar = context.talk.progress(`${output.path} (${spectralConvergence.toFixed(1)} dB)`, rounds);
          barOf = channel;
        }
        bar.at(round);
      },
    });
    bar.end();
    tellConvention(resolution, { notes: [] }, context.talk);
    tellRetrieval(sound, context);
    const written = await writeSound(
      {
        path: output.path,
        format: output.wavFormat,
        sampleRate: convention.geometry.sampleRate!,
        channels: sound.channels,
        length: sound.length,
        level: levelOf(output, resolution),
      },
      (take) => sound.produce(take),
    );
    const seconds = (performance.now() - started) / 1000;
    tellSound(sound, resolution, output, written, seconds, context.talk);
    const report = {
      inputs: [describeSource(input.magnitude)],
      ...describeConvention(resolution),
      retrieval: describeRuns(sound, wishes),
      output: describeOutput(output, sound, written),
      warnings: context.talk.warnings,
      took: seconds,
    };
    if (output.report !== undefined) await writeReport(output.report, report);
    if (context.json) context.print(JSON.stringify(report, null, 2));
  } finally {
    await input.close();
  }
}

/** The convention, with a mel producer's own defaults below what the user says. */
async function conventionOf(
  source: Parameters<typeof factsOfMagnitudes>[0],
  wishes: ConventionWishes,
  mel: MelWishes | undefined,
): Promise<Resolution> {
  if (mel !== undefined)
    return settle({ ...wishes, given: mergeConventions(wishes.given, mel.producer.convention) }, {});
  return settle(wishes, { facts: await factsOfMagnitudes(source) });
}

/** Seven octaves of twelve: what librosa.cqt gives, and no STFT ever does. */
const CQT_ROWS = 84;

function decoderOf(
  file: string,
  { convention, fields }: Resolution,
  mel: MelWishes | undefined,
): ReturnType<typeof amplitudeDecoder> {
  const { fftSize, sampleRate } = convention.geometry;
  if (mel !== undefined) {
    return melDecoder(convention, {
      ...mel.producer.mel,
      ...mel.changes,
      fftSize,
      sampleRate: sampleRate ?? 22050,
    });
  }
  const decoder = amplitudeDecoder(convention);
  const assumed = fields.some(({ path, origin }) => path === "geometry.fftSize" && origin === "assumed");
  if (decoder.stored === CQT_ROWS && assumed) {
    throw new DataError(
      "not-invertible",
      "84 rows are seven octaves of a constant-Q transform, not an STFT",
      {
        file,
        expected: "the bins of an STFT, or mel bands (--mel)",
        found: `${CQT_ROWS} rows`,
        advice:
          "invert it with the inverse of its own transform (librosa.icqt); --fft-size says that it is an STFT",
      },
    );
  }
  return decoder;
}

/** How far a listener may trust phases that explain the magnitudes this well. */
function trust(convergence: number): string {
  if (convergence < -35) return "close to the original's in all but the softest parts";
  if (convergence < -25) return "sounds like the original, with a little roughness";
  if (convergence < -15) return "recognisable, with the metallic sound of wrong phases";
  return "a poor fit: are the hop, the window and the scale right?";
}

function tellRetrieval({ runs, streamed, frames }: RetrievedSound, { talk }: Context): void {
  talk.say();
  talk.say(talk.style.bold("Phases retrieved, not read"));
  if (streamed) talk.say(`  ${grouped(frames)} frames, one after the other`);
  for (const { convergence, method, rounds, start, stoppedBy } of runs) {
    const why = {
      rounds: "",
      seconds: ", stopped by the clock",
      "no-progress": ", nothing more to gain",
      caller: ", stopped",
    };
    talk.say(`  ${method} from a ${start} start, ${rounds} rounds${why[stoppedBy]}`);
    talk.say(
      `  magnitudes fit to ${convergence.end.toFixed(1)} dB (${convergence.start.toFixed(1)} at the start): ${trust(convergence.end)}`,
    );
  }
}

function describeRuns(
  { runs, streamed }: RetrievedSound,
  { seed }: RetrievalWishes,
): Readonly<Record<string, unknown>> {
  return {
    streamed,
    seed,
    runs: runs.map(({ audio: _audio, ...rest }) => ({ ...rest, trust: trust(rest.convergence.end) })),
  };
}

function describeOutput(
  { path, wavFormat, level }: OutputWishes,
  { channels, length }: RetrievedSound,
  { sourcePeak, gain, peak, clipped }: WrittenSound,
): Readonly<Record<string, unknown>> {
  return {
    file: path,
    wavFormat,
    channels,
    length,
    level: { policy: level, sourcePeak, gain, peak },
    clipped,
  };
}
