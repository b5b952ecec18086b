import { describe, expect, test } from "vitest";
import {
  bankBounds,
  describeBank,
  extendedLappedPrototype,
  type FilterBank,
  type InverseSpace,
  inverseSpace,
  lappedBank,
  makeBank,
  measureBank,
  modulatedBank,
  optimiseBank,
  realForm,
  stftBank,
  throughBanks,
} from "../src/index.ts";
import { fixture, namedFrame, noise, unitsOff } from "./helpers.ts";

interface ReferenceRow {
  readonly prototype: "sine" | "sine-squared" | "rectangular" | "extended-lapped";
  readonly decimation: number;
  readonly channels: number;
  readonly overlap: number;
  readonly bounds: readonly [string, string];
  readonly frames: number;
  readonly least: readonly [string, string];
  readonly longer: readonly [string, string];
  readonly time: readonly [string, string, string];
  readonly frequency: readonly [string, string, string];
}

const { rows } = fixture<{ rows: ReferenceRow[] }>("banks.json");
const free = Number.POSITIVE_INFINITY;

function bankOf({ prototype, decimation, channels, overlap }: ReferenceRow): FilterBank {
  const length = overlap * decimation;
  const power = { sine: 1, "sine-squared": 2, rectangular: 0, "extended-lapped": 0 }[prototype];
  const taps =
    prototype === "extended-lapped"
      ? extendedLappedPrototype(decimation)
      : Float64Array.from({ length }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / length) ** power);
  return modulatedBank(taps, channels, decimation);
}

/** The same inverses with every block of N taps turned round, as the reference study lists them. */
function turned(space: InverseSpace): InverseSpace {
  const { bank, width } = space;
  const minimumNorm = new Float64Array(space.minimumNorm.length);
  for (let r = 0; r < bank.decimation; r++) {
    const row = space.minimumNorm.subarray(r * width, (r + 1) * width);
    minimumNorm.set(row, (bank.decimation - 1 - r) * width);
  }
  return { ...space, minimumNorm, bank: { ...bank, imaginary: bank.imaginary.map((tap) => -tap) } };
}

/** A bank's filters with every block of N taps turned round. */
function turnedTaps(bank: FilterBank): FilterBank {
  const { channels, decimation, length } = bank;
  return makeBank(channels, decimation, length, (i, p) => {
    const block = p - (p % decimation);
    const tap = i * length + block + decimation - 1 - (p % decimation);
    return [bank.real[tap], bank.imaginary[tap]];
  });
}

function error(bank: FilterBank, synthesis: Parameters<typeof throughBanks>[1], complex = false): number {
  const x = noise(complex ? 1200 : 600);
  const y = throughBanks(bank, synthesis, x, complex);
  return x.reduce((worst, value, n) => Math.max(worst, Math.abs(value - y[n])), 0);
}

describe.each(
  rows.map((row) => [`${row.prototype} N${row.decimation} M${row.channels} k${row.overlap}`, row] as const),
)("reference bank %s", (_, row) => {
  const bank = bankOf(row);
  const least = inverseSpace(bank);
  const longer = inverseSpace(bank, { frames: row.frames + 2 });

  test("frame bounds and the least length of an inverse", () => {
    const { lower, upper } = bankBounds(bank);
    expect(unitsOff(lower, row.bounds[0])).toBeLessThan(0.51);
    expect(unitsOff(upper, row.bounds[1])).toBeLessThan(0.51);
    expect(least.frames).toBe(row.frames);
  });

  test("spreads of the inverses of least norm", () => {
    for (const [space, printed] of [
      [least, row.least],
      [longer, row.longer],
    ] as const) {
      const measured = describeBank(turned(space));
      expect(unitsOff(measured.timeSpread, printed[0])).toBeLessThan(0.51);
      // the study sums over a DFT of 16 lengths, we integrate: a few hundredths of a unit less
      expect(unitsOff(measured.frequencySpread, printed[1])).toBeLessThan(0.6);
      expect(error(bank, describeBank(space).bank)).toBeLessThan(1e-12);
    }
  });

  test("optimised spreads", () => {
    for (const [goal, printed] of [
      [{ time: 1, noise: 0.1, noiseCap: free }, row.time],
      [{ frequency: 1, noise: 0.1, noiseCap: free }, row.frequency],
    ] as const) {
      const best = optimiseBank(turned(longer), goal);
      expect(unitsOff(best.timeSpread, printed[0])).toBeLessThan(0.51);
      expect(unitsOff(best.frequencySpread, printed[1])).toBeLessThan(0.51);
      expect(unitsOff(best.noiseAboveMinimum, printed[2])).toBeLessThan(0.55);
    }
  });

  test("in the order of time, ours is narrower than the study's optimum, at no more noise", () => {
    for (const kind of ["time", "frequency"] as const) {
      const theirs = optimiseBank(turned(longer), { [kind]: 1, noise: 0.1, noiseCap: free });
      const straight = measureBank({ ...turnedTaps(theirs.bank), delay: theirs.bank.delay }, bank);
      const ours = optimiseBank(longer, { [kind]: 1, noiseCap: theirs.noiseAboveMinimum });
      expect(ours[`${kind}Spread`]).toBeLessThanOrEqual(straight[`${kind}Spread`]);
      expect(ours.noiseAboveMinimum).toBeLessThanOrEqual(theirs.noiseAboveMinimum);
    }
  });

  test("in the order of time, the optimum is narrower than the least norm, exact and real at every goal", () => {
    const start = describeBank(longer);
    for (const goal of [{ time: 1 }, { frequency: 1 }, { product: 1 }, { time: 0.5, frequency: 0.5 }]) {
      const best = optimiseBank(longer, { ...goal, noiseCap: 3 });
      expect(best.noiseAboveMinimum).toBeLessThanOrEqual(3);
      expect(error(bank, best.bank)).toBeLessThan(1e-12);
      expect(realForm(best.bank).hermitian).toBe(true);
      if ("time" in goal && !("frequency" in goal)) expect(best.timeSpread).toBeLessThan(start.timeSpread);
      if ("frequency" in goal && !("time" in goal)) {
        expect(best.frequencySpread).toBeLessThan(start.frequencySpread * (1 + 1e-9));
      }
    }
  });
});

describe("other banks", () => {
  test("an STFT as a bank: the inverse of one window length is the canonical dual's", () => {
    const frame = namedFrame("hann", 8, 8, 4);
    const bank = stftBank(frame);
    const space = inverseSpace(bank, { frames: 2 });
    const { lower, upper } = bankBounds(bank);
    expect(lower).toBeCloseTo(4, 10);
    expect(upper).toBeCloseTo(8, 10);
    expect(error(bank, describeBank(space).bank)).toBeLessThan(1e-13);
  });

  test("a complex bank without symmetry inverts complex signals", () => {
    const taps = noise(2 * 5 * 6);
    const bank = makeBank(5, 3, 6, (i, p) => [taps[2 * (6 * i + p)], taps[2 * (6 * i + p) + 1]]);
    expect(realForm(bank).hermitian).toBe(false);
    const space = inverseSpace(bank);
    expect(error(bank, describeBank(space).bank, true)).toBeLessThan(1e-11);
    const wider = inverseSpace(bank, { frames: space.frames + 2 });
    const best = optimiseBank(wider, { time: 1, noiseCap: 1 });
    expect(best.timeSpread).toBeLessThan(describeBank(wider).timeSpread);
    expect(error(bank, best.bank, true)).toBeLessThan(1e-11);
  });

  test("critically sampled lapped transforms are inverted by their transpose", () => {
    const mlt = Float64Array.from({ length: 16 }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / 16));
    const bank = lappedBank(mlt, 8);
    const { lower, upper } = bankBounds(bank);
    expect(lower).toBeCloseTo(upper, 10);
    const space = inverseSpace(bank);
    expect(space.frames).toBe(2);
    expect(error(bank, describeBank(space).bank)).toBeLessThan(1e-13);
    const elt = lappedBank(extendedLappedPrototype(4), 4);
    expect(error(elt, describeBank(inverseSpace(elt)).bank)).toBeLessThan(1e-12);
  });

  test("the delay chosen is the one of least noise", () => {
    const bank = bankOf(rows[2]);
    const best = inverseSpace(bank, { frames: 5 });
    for (let block = 0; block < 7; block++) {
      let other: InverseSpace | undefined;
      try {
        other = inverseSpace(bank, { frames: 5, block });
      } catch {
        continue;
      }
      expect(describeBank(best).noiseGain).toBeLessThanOrEqual(describeBank(other).noiseGain * (1 + 1e-9));
    }
  });
});
