import { readFileSync } from "node:fs";
import { type FrameSource, reconstruct } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { type Identification, identify } from "../src/index.ts";
import { readNpy, sourceOf } from "./npy.ts";

/** What must be found, by the names that `fixtures/make.py` gives it. */
interface Expected {
  readonly about: string;
  readonly verdict: string;
  readonly note?: string;
  /** The sound that comes back, if not the usual one, and how well. */
  readonly audio?: string;
  readonly snr?: number;
  readonly [field: string]: unknown;
}

const folder = new URL("./fixtures/", import.meta.url);
const cases: Record<string, Expected> = JSON.parse(readFileSync(new URL("cases.json", folder), "utf8"));

/** Fields of the account under the names of the list. */
function factsOf({ convention, verdict }: Identification): Record<string, unknown> {
  if (convention === null) return { verdict };
  const { geometry: g, encoding: e, layout: l } = convention;
  return {
    verdict,
    fftSize: g.fftSize,
    hop: g.hop,
    window: g.window.family,
    padding: g.padding,
    length: g.length,
    magnitude: e.magnitude.scale,
    unit: e.phase.unit,
    sign: e.phase.sign,
    origin: e.phase.origin,
    detrend: e.detrend,
    frames: l.frames,
    sides: l.sides,
    dropped: l.dropped,
    flipped: l.flipped,
  };
}

describe("small files by the usual producers, no hint", () => {
  for (const [name, { about, audio = "audio", snr = 60, note, ...fields }] of Object.entries(cases)) {
    it(`${name}: ${about}`, async () => {
      const first = sourceOf("one", new URL(`${name}.magnitude.npy`, folder));
      const second = sourceOf("two", new URL(`${name}.phase.npy`, folder));
      const found = await identify({ first, second });
      expect(factsOf(found)).toMatchObject(fields);
      if (note !== undefined) expect(found.notes.join(" ")).toContain(note);
      if (found.verdict === "identified") {
        const truth = readNpy(new URL(`${audio}.npy`, folder)).data;
        expect(await agreement(found, first, second, truth)).toBeGreaterThan(snr);
      } else expect(found.confidence).toBeLessThan(0.5);
    });
  }
});

/** Decibels by which the rebuilt audio exceeds its difference from the truth, at the best gain and shift. */
async function agreement(
  { convention, magnitude }: Identification,
  first: FrameSource,
  second: FrameSource,
  truth: Float64Array,
): Promise<number> {
  const [magnitudes, phases] = magnitude === 0 ? [first, second] : [second, first];
  const plan = await reconstruct({ magnitude: magnitudes, phase: phases }, convention!);
  const rebuilt = new Float64Array(plan.length);
  for await (const { start, samples } of plan.blocks())
    rebuilt.set(samples[0].subarray(0, Math.max(0, plan.length - start)), start);
  let best = Number.NEGATIVE_INFINITY;
  for (let shift = -64; shift <= 64; shift++) best = Math.max(best, ratio(truth, rebuilt, shift));
  return best;
}

/** Signal to noise in dB over what both have, the ends left out: windows hardly weigh them. */
function ratio(truth: Float64Array, rebuilt: ArrayLike<number>, shift: number): number {
  let [tr, rr, tt] = [0, 0, 0];
  for (let n = 100; n < Math.min(truth.length, rebuilt.length) - 100; n++) {
    const r = rebuilt[n + shift];
    tr += truth[n] * r;
    rr += r * r;
    tt += truth[n] * truth[n];
  }
  return -10 * Math.log10(Math.max(1 - (tr * tr) / (rr * tt), 1e-16));
}
