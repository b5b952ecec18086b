import type { WavFormat } from "@unspectro/audio";
import type { Command } from "commander";
import { checkSoundName } from "../output/writable.ts";
import { UsageError } from "../usage.ts";
import { integer, number, type Parse, word } from "./parse.ts";

/** What to write, where. */
export interface OutputWishes {
  /** A path, or `-` for standard output. */
  readonly path: string;
  readonly wavFormat: WavFormat;
  readonly level: "auto" | "keep" | "fit" | "peak";
  /** The amplitude that a set peak gets. */
  readonly peak: number;
  readonly report: string | undefined;
  /** The original PCM samples, bit for bit, or a failure. */
  readonly exact: boolean;
  /** A preset's name or a file; undefined: the least-squares inverse. */
  readonly synthesis: string | undefined;
  /** Who inverts: the fast engine where it takes the convention, or core's reference. */
  readonly engine: "engine" | "core";
  /** The plain inverse: numbers that are rounded, clipped or damaged are taken as they stand. */
  readonly quick: boolean;
  /** Threads to invert with; undefined: as many as pay. */
  readonly threads: number | undefined;
}

const WAV_FORMATS: readonly WavFormat[] = ["pcm16", "pcm24", "pcm32", "float32", "float64"];

/** The peak, in dBFS, where the level is not in the data. */
const USUAL_PEAK = -1;

const as =
  <T>(parse: Parse<T>, flag: string) =>
  (text: string): T =>
    parse(text, flag);

/** Adds the flags about the sound that is written. */
export function addOutputOptions(command: Command): void {
  command
    .optionsGroup("Output:")
    .option("-o, --output <file.wav>", "where the sound goes; - for standard output", "audio.wav")
    .option(
      "--wav-format <format>",
      `${WAV_FORMATS.join(", ")} (default: pcm24)`,
      as(
        word(WAV_FORMATS, {
          "16": "pcm16",
          "24": "pcm24",
          "32": "pcm32",
          float: "float32",
          double: "float64",
        }),
        "--wav-format",
      ),
    )
    .option(
      "--level <policy>",
      "keep: as it comes; fit: scaled down only where it would clip; peak: the peak set to --peak;\nauto (default): fit, and peak where the files do not tell the level",
      as(word(["auto", "keep", "fit", "peak"]), "--level"),
    )
    .option(
      "--exact",
      "the original 8- to 24-bit samples, bit for bit, at their level and depth; fails where the files don't give them",
    )
    .option(
      "--peak <dBFS>",
      `the peak that --level peak and auto set (default: ${USUAL_PEAK})`,
      as(number, "--peak"),
    )
    .option(
      "--synthesis <window>",
      "canonical (default), smooth, short, tight, or a file with a window's samples;\n`unspectro window` tells what each costs",
    )
    .option(
      "--engine <name>",
      "engine (default): WebAssembly, where it takes the convention; core: the float64 reference",
      as(word(["engine", "core"]), "--engine"),
    )
    .option(
      "--threads <count>",
      "threads that invert (default: one, and more for hours of audio)",
      as(integer(1), "--threads"),
    )
    .option("--report <file.json>", "write an account of the run: convention, assumptions, level, timing");
}

/** What those flags said. */
export function outputWishes(values: Readonly<Record<string, unknown>>): OutputWishes {
  const level = values.level as OutputWishes["level"] | undefined;
  const decibels = values.peak as number | undefined;
  checkSoundName(values.output as string);
  if (values.exact === true) {
    const other = ["wavFormat", "level", "peak", "synthesis"].find((name) => values[name] !== undefined);
    const flag = other?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (flag !== undefined)
      throw new UsageError(`--exact writes the original samples as they were: --${flag} would change them`);
  }
  return {
    path: values.output as string,
    wavFormat: (values.wavFormat as WavFormat | undefined) ?? "pcm24",
    // Who names a peak wants it.
    level: level ?? (decibels === undefined ? "auto" : "peak"),
    peak: 10 ** ((decibels ?? USUAL_PEAK) / 20),
    report: values.report as string | undefined,
    exact: values.exact === true,
    quick: values.quick === true,
    synthesis: values.synthesis as string | undefined,
    engine: (values.engine as OutputWishes["engine"] | undefined) ?? "engine",
    threads: values.threads as number | undefined,
  };
}
