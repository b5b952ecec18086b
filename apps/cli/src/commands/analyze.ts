import { analysisSource, type Convention, type FramePair, type SampleSource } from "@unspectro/core";
import { type ArrayToWrite, FormatError, type FrameSource, type WriteOptions } from "@unspectro/core/plugin";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import type { Context } from "../context.ts";
import { settle } from "../input/convention.ts";
import { readersWith } from "../input/readers.ts";
import { openSound } from "../input/sound.ts";
import { addConventionOptions, conventionWishes } from "../options/convention.ts";
import { integer, separator, word } from "../options/parse.ts";
import { addPictureOptions, pictureWishes } from "../options/picture.ts";
import { element } from "../options/reading.ts";
import { type FileToWrite, formatFor, partOf, watched, writeArrays } from "../output/arrays.ts";
import { drawPicture } from "../output/picture.ts";
import { describeConvention, writeReport } from "../report.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { channelsInWords, duration, grouped } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

const PARTS = ["magnitude-phase", "complex", "real-imaginary"] as const;
type Parts = (typeof PARTS)[number];

export function define(command: Command): void {
  command
    .description(
      "Turns sound into magnitudes and phases, as the producer of a profile would have saved them.",
    )
    .argument("<sound.wav>", "a WAV file; - for standard input")
    .optionsGroup("Output:")
    .requiredOption("-o, --output <files...>", "two files, magnitudes and phases; or one for everything")
    .option("--format <id>", "the format (default: what the file's ending names, else npy)")
    .option("--element <type>", "float32, float64, int16... (default: float64)", (text) =>
      element(text, "--element"),
    )
    .option("--parts <parts>", `${PARTS.join(", ")} (default: magnitude-phase)`, (text) =>
      word(PARTS)(text, "--parts"),
    )
    .option("--names <names>", "the arrays' names inside one file, with a comma between")
    .option("--order <order>", "rows (C) or columns (Fortran)", (text) =>
      word(["rows", "columns"])(text, "--order"),
    )
    .option("--digits <count>", "text: significant digits", (text) => integer(1)(text, "--digits"))
    .option("--separator <text>", "text: comma, tab, semicolon, space", (text) =>
      separator(text, "--separator"),
    )
    .option("--endian <order>", "raw: little or big", (text) => word(["little", "big"])(text, "--endian"))
    .option("--compress", "compress, where the format can")
    .option("--plugin <file.js...>", "formats of your own (docs/add-a-reader.md)")
    .option("--report <file.json>", "write the convention, to give back to --convention")
    .addHelpText(
      "after",
      `
Examples:
  unspectro analyze speech.wav -o spectrogram.npy phases.npy
  unspectro analyze speech.wav -o stft.h5 --profile torch --fft-size 400
  unspectro analyze speech.wav -o S.csv P.csv --profile scipy-stft --report how.json
  unspectro analyze speech.wav -o X.npy --parts complex --element float32`,
    );
  addPictureOptions(command);
  addConventionOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const values = command.opts();
  const parts = (values.parts as Parts | undefined) ?? "magnitude-phase";
  const paths = values.output as readonly string[];
  const started = performance.now();
  const readers = await readersWith(values.plugin ?? []);
  const sound = await openSound(command.processedArgs[0] as string, tempScratch());
  try {
    const { audio } = sound;
    if (audio.frames === 0) throw new FormatError("empty", "there is no sound in it", { file: audio.name });
    const resolution = settle(conventionWishes(command), {
      found: { geometry: { sampleRate: audio.sampleRate } },
    });
    const { convention } = resolution;
    const pair = analysisSource(audio, convention, { complex: parts !== "magnitude-phase" });
    const sources = namedSources(pair, parts, values.names as string | undefined);
    const files = filesFor(paths, sources);
    const plugins = await Promise.all(
      files.map(({ path }) => formatFor(path, values.format as string | undefined, readers)),
    );
    tellConvention(resolution, { notes: [] }, context.talk);
    let progress: Progress = silent;
    const watching = files.map(({ path, arrays }) => ({
      path,
      arrays: arrays.map(({ name, source }) => ({
        name,
        source: watched(source, (frames) => progress.at(frames)),
      })),
    }));
    progress = context.talk.progress(paths.join(" "), pair.magnitude.frames);
    try {
      await writeArrays(watching, plugins, writing(values, convention, context.signal));
    } finally {
      progress.end();
    }
    const picture = pictureWishes(values);
    if (picture !== undefined) {
      // Its frames come as rows, whatever the files' layout.
      const drawn: Convention = { ...convention, layout: { ...convention.layout, frames: "rows" } };
      await drawPicture({ source: pair.magnitude, convention: drawn, title: audio.name }, picture, context);
    }
    await tell({ audio, convention, pair, paths, report: values.report, started, resolution }, context);
  } finally {
    await sound.close();
  }
}

/** The arrays that hold the analysis, under the names they get inside a file. */
function namedSources(pair: FramePair, parts: Parts, names: string | undefined): readonly ArrayToWrite[] {
  const wanted = names?.split(",").map((name) => name.trim());
  const made: readonly (readonly [string, FrameSource])[] =
    parts === "magnitude-phase"
      ? [
          ["magnitude", pair.magnitude],
          ["phase", pair.phase!],
        ]
      : parts === "complex"
        ? [["stft", pair.magnitude]]
        : [
            ["real", partOf(pair.magnitude, 0)],
            ["imag", partOf(pair.magnitude, 1)],
          ];
  if (wanted !== undefined && wanted.length !== made.length) {
    throw new UsageError(
      `--names wants ${made.length === 1 ? "one name" : "two names with a comma between"}`,
    );
  }
  return made.map(([name, source], i) => ({ name: wanted?.[i] ?? name, source }));
}

/** One file for everything, or one for each array. */
function filesFor(paths: readonly string[], arrays: readonly ArrayToWrite[]): readonly FileToWrite[] {
  if (paths.length === 1) return [{ path: paths[0]!, arrays }];
  if (paths.length === arrays.length) return paths.map((path, i) => ({ path, arrays: [arrays[i]!] }));
  throw new UsageError(
    arrays.length === 1
      ? "complex numbers go into one file"
      : `--output wants one file or two, not ${paths.length}`,
  );
}

/** How to write, as the flags say. Frames are rows or columns as the convention has them. */
function writing(
  values: Readonly<Record<string, unknown>>,
  { layout }: Convention,
  signal: AbortSignal,
): WriteOptions {
  const known = Object.entries({
    element: values.element,
    order: values.order,
    digits: values.digits,
    separator: values.separator,
    compress: values.compress,
    littleEndian: values.endian === undefined ? undefined : values.endian === "little",
  }).filter(([, value]) => value !== undefined);
  return { frameAxis: layout.frames === "columns" ? 1 : 0, signal, ...Object.fromEntries(known) };
}

/** What came of it. */
async function tell(
  {
    audio,
    convention,
    pair,
    paths,
    report,
    started,
    resolution,
  }: {
    readonly audio: SampleSource & { readonly sampleRate: number };
    readonly convention: Convention;
    readonly pair: FramePair;
    readonly paths: readonly string[];
    readonly report: string | undefined;
    readonly started: number;
    readonly resolution: Parameters<typeof describeConvention>[0];
  },
  context: Context,
): Promise<void> {
  const { frames, bins } = pair.magnitude;
  const { sampleRate, channels, frames: length } = audio;
  const took = (performance.now() - started) / 1000;
  const account = {
    input: { name: audio.name, sampleRate, channels, length },
    ...describeConvention({
      ...resolution,
      convention: { ...convention, geometry: { ...convention.geometry, length } },
    }),
    output: { files: paths, frames, bins },
    warnings: context.talk.warnings,
    took,
  };
  if (report !== undefined) await writeReport(report, account);
  if (context.json) context.print(JSON.stringify(account, null, 2));
  const size = `${grouped(frames)} frames of ${grouped(bins)} bins`;
  const from = `${duration(length / sampleRate)}, ${channelsInWords(channels)}, ${grouped(sampleRate)} Hz`;
  context.talk.say();
  context.talk.say(`${context.talk.style.bold(paths.join(" "))}  ${size}, from ${from}  (${duration(took)})`);
}
