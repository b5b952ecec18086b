import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  type FramePair,
  matrixAxes,
  type PartialConvention,
  reconstruct,
  resolveConvention,
} from "../../src/index.ts";
import { npySource, npyVector } from "./npy.ts";

interface Case {
  readonly name: string;
  readonly by: string;
  readonly profile: string;
  readonly given: PartialConvention;
  /** Decibels over the well covered samples. */
  readonly snr: number;
  readonly magnitude?: string;
  readonly phase?: string;
  readonly frames?: string;
  /** What the producer's own inverse gives, where that is not the sound. */
  readonly truth?: string;
}

const folder =
  process.env.UNSPECTRO_PRODUCERS ??
  fileURLToPath(new URL("../../../../fixtures/producers/data", import.meta.url));
const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, "utf8")) as {
  truth: string;
  cases: Case[];
};

function open({ magnitude, phase, frames }: Case): FramePair {
  if (frames !== undefined) return { magnitude: npySource(`${folder}/${frames}`) };
  return { magnitude: npySource(`${folder}/${magnitude}`), phase: npySource(`${folder}/${phase}`) };
}

/** Signal to noise over the samples that the frames decide well, in decibels. */
async function snrOf(each: Case): Promise<number> {
  const pair = open(each);
  const truth = npyVector(`${folder}/${each.truth ?? manifest.truth}`);
  const [row, column] = matrixAxes(pair.magnitude);
  const { convention } = resolveConvention({
    given: each.given,
    profile: each.profile,
    facts: {
      rows: pair.magnitude.shape[row],
      columns: pair.magnitude.shape[column],
      complex: pair.magnitude.complex,
    },
  });
  const reconstruction = await reconstruct(pair, convention);
  const audio = new Float64Array(reconstruction.length);
  for await (const { start, samples } of reconstruction.blocks()) audio.set(samples[0], start);
  const { uncovered, weak } = reconstruction.coverage;
  const poor = new Uint8Array(audio.length);
  for (const { from, to } of [...uncovered, ...weak]) poor.fill(1, from, to);
  const well = [...audio.keys()].filter((n) => !poor[n] && n < truth.length);
  // A producer that removes means leaves the audio's own mean to nobody.
  const lost = convention.encoding.detrend === "frame-mean" ? mean(well.map((n) => truth[n] - audio[n])) : 0;
  const signal = mean(well.map((n) => truth[n] ** 2));
  const noise = mean(well.map((n) => (audio[n] + lost - truth[n]) ** 2));
  return 10 * Math.log10(signal / noise);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("files of real producers, inverted with their profiles", () => {
  it.each(manifest.cases.map((each) => [each.name, each.snr, each.by, each] as const))(
    "%s reaches %i dB (%s)",
    async (_, snr, __, each) => {
      expect(await snrOf(each)).toBeGreaterThan(snr);
    },
  );
});
