import type { Reconstruction, Resolution } from "@unspectro/core";
import type { Identification, Lattice } from "@unspectro/identify";
import type { Pair, WrittenSound } from "@unspectro/inputs";
import type { Context } from "../context.ts";
import type { OutputWishes } from "../options/output.ts";
import type { ParallelSound } from "../parallel/blocks.ts";
import { describeConvention, describeSource } from "../report.ts";
import type { MendedSound } from "./mended.ts";

function withoutConvention({
  convention: _,
  ...account
}: Identification): Omit<Identification, "convention"> {
  return account;
}

/** Everything a run knows at its end. */
export interface Run {
  readonly pair: Pair;
  readonly identification: Identification | undefined;
  readonly resolution: Resolution;
  readonly work: Reconstruction;
  readonly parallel: ParallelSound | undefined;
  readonly mended: MendedSound | undefined;
  readonly output: OutputWishes;
  readonly sound: WrittenSound;
  readonly original: Lattice | undefined;
  readonly seconds: number;
}

/** The account for machines, and for `--convention` to take back. */
export function reportOf(
  { pair, identification, resolution, work, parallel, mended, output, sound, original, seconds }: Run,
  { talk }: Context,
): Readonly<Record<string, unknown>> {
  const { sampleRate } = resolution.convention.geometry;
  const { coverage, foundLength, length, channels } = work;
  const notFinite = mended?.notFinite ?? (parallel ?? work).notFinite;
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
    ...(mended === undefined ? {} : { mending: mended.describe() }),
    ...(original === undefined ? {} : { original }),
    coverage,
    notFinite,
    warnings: talk.warnings,
    took: seconds,
  };
}
