import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactSamples, findLattice } from "../src/index.ts";
import { primitive } from "../src/pcm/primitive.ts";
import { voice } from "./memory.ts";

const LENGTH = 8192;
const speech = voice(LENGTH);
const loudest = speech.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/** Normal numbers; a fixed seed. */
function normal(length: number, seed = 7): Float64Array {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float64Array.from({ length }, () => {
    return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  });
}

/** Speech as whole numbers of a depth, its peak at this part of full scale. */
function pcm(bits: number, part = 0.7, audio = speech): Float64Array {
  const scale = (part * 2 ** (bits - 1)) / loudest;
  return audio.map((v) => Math.round(v * scale));
}

describe("audio that was PCM", () => {
  const depth = fc.constantFrom(8 as const, 16 as const, 20 as const, 24 as const);
  const gain = fc.double({ min: 1e-6, max: 1e4, noNaN: true });

  it("shows its step at any gain and depth, and gives back the whole numbers", () => {
    fc.assert(
      fc.property(depth, gain, (bits, g) => {
        const whole = pcm(bits);
        const audio = whole.map((v) => v * g);
        const lattice = findLattice(audio);
        expect(lattice).toMatchObject({ bits, share: 1, exact: true });
        expect(lattice!.step / g).toBeCloseTo(1, 9);
        expect(exactSamples(audio, lattice!)).toEqual(Int32Array.from(whole));
      }),
      { numRuns: 12 },
    );
  });

  it("survives the rounding of float32, five digits, and as much noise as leaves every sample its own", () => {
    const whole = pcm(16);
    const roundings: ((v: number) => number)[] = [
      (v) => Math.fround(v * 0.37),
      (v) => Number((v * 0.37).toPrecision(6)),
    ];
    for (const round of roundings) {
      const audio = whole.map(round);
      const lattice = findLattice(audio);
      expect(lattice).toMatchObject({ bits: 16, exact: true });
      expect(exactSamples(audio, lattice!)).toEqual(Int32Array.from(whole));
    }
    const noise = normal(LENGTH);
    expect(findLattice(whole.map((v, n) => v + 0.04 * noise[n]))).toMatchObject({ bits: 16, exact: true });
  });

  it("is said not to be exact where noise may have taken a sample to another whole number", () => {
    const noise = normal(LENGTH);
    const found = findLattice(pcm(16).map((v, n) => v + 0.14 * noise[n]));
    expect(found).toMatchObject({ bits: 16, exact: false });
    expect(found!.step).toBeCloseTo(1, 5);
  });

  it("has its level confirmed where the audio stands at full scale 1", () => {
    const audio = pcm(16).map((v) => v / 32768);
    expect(findLattice(audio)).toMatchObject({ bits: 16, gain: 1, levelConfirmed: true });
    expect(findLattice(audio.map((v) => 3 * v))).toMatchObject({ bits: 16, levelConfirmed: false });
    expect(findLattice(audio.map((v) => 3 * v))!.gain).toBeCloseTo(1 / 3, 9);
  });

  it("is found in mostly silent audio, and in short clips", () => {
    const whole = pcm(16);
    const silent = whole.map((v, n) => (n % 4096 < 700 ? v : 0));
    expect(findLattice(silent.map((v) => v * 0.1))).toMatchObject({ bits: 16, exact: true });
    expect(findLattice(whole.slice(2000, 2800).map((v) => v * 0.1))).toMatchObject({ bits: 16, exact: true });
  });

  it("may be unsigned, or have lost its mean: then its samples are known but for one number", () => {
    const eight = pcm(8).map((v) => v + 128);
    expect(exactSamples(eight, findLattice(eight)!)).toEqual(Int32Array.from(eight));
    const lost = pcm(16).map((v) => v - 0.37);
    expect(findLattice(lost)).toMatchObject({ bits: 16, exact: false });
    expect(findLattice(lost)!.offset).toBeCloseTo(-0.37, 3);
  });
});

describe("the coarsest grid of values", () => {
  const nines = Float64Array.from(pcm(16), (v) => 9 * v);
  const fine = { step: 1, offset: 0 };

  it("is found though silence is noise that spans several of the finer steps", () => {
    const noisy = nines.map((v, n) => (n % 4 === 0 ? 0.8 * ((n % 3) - 1) : v));
    expect(primitive(noisy, fine).step).toBe(9);
  });

  it("is no coarser than the values are", () => {
    const mostly = nines.map((v, n) => (n % 4 === 0 ? v + 1 + (n % 7) : v));
    expect(primitive(mostly, fine).step).toBe(1);
  });
});

describe("audio that was not PCM", () => {
  const nothing: Readonly<Record<string, (n: number, v: number) => number>> = {
    "float64 audio": (_, v) => v,
    "float32 audio": (_, v) => Math.fround(v),
    "clipped audio": (_, v) => Math.max(-0.1, Math.min(0.1, v)),
    "a sine": (n) => Math.sin(0.0137 * n),
    "a sine of whole periods": (n) => Math.sin((2 * Math.PI * n) / 100),
    "a sawtooth": (n) => (n % 97) / 97,
    "a square wave": (n) => (n % 97 < 40 ? 1 : -1),
    silence: () => 0,
    "silence of rounding errors with a click": (n, v) => (n % 4000 < 100 ? v : 1e-9 * v),
  };
  for (const [name, sample] of Object.entries(nothing)) {
    it(`is not claimed: ${name}`, () => {
      expect(findLattice(speech.map((v, n) => sample(n, v)))).toBeUndefined();
    });
  }

  it("is not claimed of noise, whatever its distribution and length", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 50, max: 3000 }),
        fc.constantFrom(1, 2, 5),
        (seed, length, power) => {
          expect(
            findLattice(normal(length, seed).map((v) => Math.sign(v) * Math.abs(v) ** power)),
          ).toBeUndefined();
        },
      ),
      { numRuns: 30 },
    );
  });

  it("is not claimed of whole numbers that dither, resampling or frames that lost their means have moved", () => {
    const whole = pcm(16);
    const noise = normal(LENGTH);
    const triangular = normal(LENGTH, 3).map((v, n) => 0.6 * v + 0.6 * noise[n]);
    expect(findLattice(whole.map((v, n) => v + triangular[n]))).toBeUndefined();
    const kernel = (u: number): number => (u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u));
    const resampled = Float64Array.from({ length: LENGTH - 2000 }, (_, n) => {
      const at = n * 1.0884 + 8;
      let sum = 0;
      for (let k = Math.floor(at) - 7; k <= Math.floor(at) + 8; k++)
        sum += (whole[k] ?? 0) * kernel(at - k) * Math.cos((Math.PI * (at - k)) / 18) ** 2;
      return sum;
    });
    expect(findLattice(resampled)).toBeUndefined();
  });

  it.each([
    [0.3, 0.7],
    [0.25, 0.75],
    [0.9, 0.1],
    [1 / 3, 2 / 3],
    [0.0884, 0.9116],
  ])(
    "is not claimed of samples interpolated with the weights %d and %d, a lattice that nobody recorded",
    (first, second) => {
      const [a, b] = [Math.fround(first), Math.fround(second)];
      for (const amplitude of [0.004, 1]) {
        const whole = pcm(16).map((v) => Math.round(v * amplitude));
        const between = whole.map((v, n) => a * v + b * (whole[n + 1] ?? 0));
        expect(findLattice(whole)?.exact).toBe(true);
        for (const precision of [1e-14, 1e-7]) expect(findLattice(between, precision)?.exact).not.toBe(true);
      }
    },
  );

  it("is not claimed of samples of which every second one was made between two others", () => {
    const whole = pcm(16);
    const doubled = whole.map((_, n) =>
      n % 2 === 0 ? whole[n / 2] : (whole[(n - 1) / 2] + whole[(n + 1) / 2]) / 2,
    );
    expect(findLattice(doubled)).toBeUndefined();
  });

  it("is not claimed of audio interpolated between whole numbers, by what is known of the files' noise", () => {
    const whole = pcm(16);
    const between = whole.map((v, n) => Math.SQRT1_2 * v + (Math.PI / 9) * (whole[n + 1] ?? 0));
    expect(findLattice(between, 1e-14)).toBeUndefined();
  });
});
