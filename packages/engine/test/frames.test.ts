import { makeWindow, realFft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../core/test/transform/conventions.ts";
import {
  type FrameGrid,
  frameTransform,
  magnitudeRounds,
  type ReflectionParameters,
  type RoundParameters,
} from "../src/index.ts";
import { snr } from "./signals.ts";

const grids: fc.Arbitrary<FrameGrid> = fc
  .record({
    fftSize: fc.integer({ min: 8, max: 90 }),
    share: fc.integer({ min: 2, max: 5 }),
    frames: fc.integer({ min: 1, max: 21 }),
  })
  .map(({ fftSize, share, frames }) => ({
    fftSize,
    hop: Math.max(1, Math.floor(fftSize / share)),
    window: makeWindow({ family: "hamming", length: fftSize, symmetric: false }),
    frames,
  }));

const samplesOf = ({ frames, hop, fftSize }: FrameGrid): number => (frames - 1) * hop + fftSize;
const binsOf = ({ fftSize }: FrameGrid): number => Math.floor(fftSize / 2) + 1;

describe("frameTransform", () => {
  it("analyses like core's FFT", () => {
    fc.assert(
      fc.property(grids, fc.constantFrom("single", "double"), (grid, arithmetic) => {
        const signal = noise(samplesOf(grid));
        const transform = frameTransform(grid, { arithmetic });
        const truth = spectraOf(grid, signal);
        const found: number[] = [];
        for (let first = 0; first < grid.frames; first += transform.block) {
          const count = Math.min(transform.block, grid.frames - first);
          transform.forward(signal, first, count);
          found.push(...transform.spectra.subarray(0, count * transform.bins * 2));
        }
        expect(snr(truth, found)).toBeGreaterThan(arithmetic === "single" ? 128 : 290);
      }),
      { numRuns: 60 },
    );
  });

  it("synthesises its adjoint: <forward x, y> = <x, inverse y> but for the weights of a half spectrum", () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const { frames, block, bins, spectra, forward, inverse } = padded(grid);
        fc.pre(frames <= block);
        const signal = noise(samplesOf(grid), 3);
        const other = noise(samplesOf(grid), 5);
        forward(signal, 0, frames);
        const back = new Float64Array(samplesOf(grid));
        inverse(back, 0, frames);
        const inner = dot(back, other);
        const mine = spectra.slice(0, 2 * bins * frames);
        forward(other, 0, frames);
        let total = 0;
        for (let i = 0; i < mine.length; i++) {
          const bin = Math.floor(i / 2) % bins;
          const twice = bin === 0 || 2 * bin === grid.fftSize ? 1 : 2;
          total += twice * mine[i] * spectra[i];
        }
        expect(inner).toBeCloseTo(total / grid.fftSize, 8);
      }),
      { numRuns: 60 },
    );
  });
});

describe("magnitudeRounds", () => {
  const parameters: fc.Arbitrary<RoundParameters> = fc.record({
    alpha: fc.double({ min: 0, max: 1.2, noNaN: true }),
    beta: fc.double({ min: 0, max: 1.2, noNaN: true }),
    gamma: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
    lambda: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
  });

  it("does what the formulas say, round after round", () => {
    fc.assert(
      fc.property(grids, parameters, (grid, wanted) => {
        const magnitudes = noise(binsOf(grid) * grid.frames, 9).map(Math.abs);
        const start = noise(samplesOf(grid), 11);
        const rounds = magnitudeRounds(grid, magnitudes, { arithmetic: "double" });
        rounds.signal.set(start);
        const plain = plainRounds(grid, magnitudes, start);
        for (let i = 0; i < 4; i++) {
          rounds.round(wanted);
          plain.round(wanted);
        }
        expect(snr(plain.signal(), rounds.signal)).toBeGreaterThan(180);
        expect(rounds.spectralConvergence()).toBeCloseTo(plain.convergence(), 6);
      }),
      { numRuns: 40 },
    );
  });

  it("reflects as the formulas of splitting say, after momentum too", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(grids, unit, unit, parameters, (grid, share, mu, momentum) => {
        const magnitudes = noise(binsOf(grid) * grid.frames, 9).map(Math.abs);
        const start = noise(samplesOf(grid), 11);
        const rounds = magnitudeRounds(grid, magnitudes, { arithmetic: "double" });
        for (let i = 0; i < 2; i++) rounds.round(momentum);
        rounds.signal.set(start);
        rounds.restart();
        const plain = plainRounds(grid, magnitudes, start);
        const wanted = { gamma: 1 + share, mu };
        for (let i = 0; i < 4; i++) {
          rounds.reflect(wanted);
          plain.reflect(wanted);
        }
        expect(snr(plain.signal(), rounds.signal)).toBeGreaterThan(180);
      }),
      { numRuns: 40 },
    );
  });

  it("needs no dual where gamma is 1 and beta 0, and comes close in float32", () => {
    const grid = {
      fftSize: 64,
      hop: 16,
      window: makeWindow({ family: "hann", length: 64, symmetric: false }),
      frames: 50,
    };
    const magnitudes = spectraMagnitudes(grid, noise(samplesOf(grid)));
    const start = noise(samplesOf(grid), 2);
    const fast = { alpha: 0.99, beta: 0, gamma: 1, lambda: 1 };
    const found = [{ dual: true }, { dual: false }, { dual: false, arithmetic: "double" as const }].map(
      (options) => {
        const rounds = magnitudeRounds(grid, magnitudes, options);
        rounds.signal.set(start);
        for (let i = 0; i < 60; i++) rounds.round(fast);
        return rounds;
      },
    );
    expect(found[1].signal).toEqual(found[0].signal);
    const [, single, double] = found.map((rounds) => rounds.spectralConvergence());
    expect(double).toBeLessThan(-15);
    expect(Math.abs(single - double)).toBeLessThan(3);
  });

  it("takes silence for silence", () => {
    const grid = { fftSize: 16, hop: 4, window: new Float64Array(16).fill(1), frames: 9 };
    const rounds = magnitudeRounds(grid, new Float32Array(9 * 9));
    rounds.round({ alpha: 1, beta: 1, gamma: 1, lambda: 1 });
    expect(rounds.signal.every((sample) => sample === 0)).toBe(true);
  });
});

function padded(grid: FrameGrid) {
  return { ...frameTransform(grid, { arithmetic: "double" }), frames: grid.frames };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Interleaved pairs, frames x bins, by core's FFT. */
function spectraOf({ fftSize, hop, window, frames }: FrameGrid, signal: Float64Array): Float64Array {
  const fft = realFft(fftSize);
  const all = new Float64Array(2 * fft.bins * frames);
  for (let m = 0; m < frames; m++) {
    const frame = window.map((w, n) => w * signal[m * hop + n]);
    fft.forward(frame, all.subarray(2 * fft.bins * m, 2 * fft.bins * (m + 1)));
  }
  return all;
}

function spectraMagnitudes(grid: FrameGrid, signal: Float64Array): Float64Array {
  const x = spectraOf(grid, signal);
  return Float64Array.from({ length: x.length / 2 }, (_, i) => Math.hypot(x[2 * i], x[2 * i + 1]));
}

/** The families of `RoundParameters` and `ReflectionParameters`, written down as their formulas. */
function plainRounds(grid: FrameGrid, magnitudes: Float64Array, start: Float64Array) {
  const { fftSize, hop, window, frames } = grid;
  const fft = realFft(fftSize);
  let signal = start;
  let t: Float64Array | null = null;
  let d = new Float64Array(0);
  let v: Float64Array | null = null;
  const project = (c: Float64Array): Float64Array =>
    c.map((value, i) => (value * magnitudes[i >> 1]) / Math.hypot(c[i & ~1], c[i | 1]));
  const inverse = (spectra: Float64Array): Float64Array => {
    const sums = new Float64Array(signal.length);
    const cover = new Float64Array(signal.length);
    const frame = new Float64Array(fftSize);
    for (let m = 0; m < frames; m++) {
      fft.inverse(spectra.slice(2 * fft.bins * m, 2 * fft.bins * (m + 1)), frame);
      for (let n = 0; n < fftSize; n++) {
        sums[m * hop + n] += window[n] * frame[n];
        cover[m * hop + n] += window[n] ** 2;
      }
    }
    return sums.map((sum, n) => sum / cover[n]);
  };
  return {
    signal: () => signal,
    convergence() {
      const found = spectraMagnitudes(grid, signal);
      const weight = (i: number): number => (i % fft.bins === 0 || 2 * (i % fft.bins) === fftSize ? 1 : 2);
      const error = found.reduce((sum, m, i) => sum + weight(i) * (m - magnitudes[i]) ** 2, 0);
      return 10 * Math.log10(error / magnitudes.reduce((sum, m, i) => sum + weight(i) * m * m, 0));
    },
    round(wanted: RoundParameters) {
      const { alpha, beta, gamma, lambda } = t === null ? { alpha: 0, beta: 0, gamma: 1, lambda: 1 } : wanted;
      const x = spectraOf(grid, signal);
      const was = t ?? x;
      const now = x.map((value, i) => (d.length === 0 ? value : (1 - gamma) * d[i] + gamma * value));
      d = now.map((value, i) => value + beta * (value - was[i]));
      const c = now.map((value, i) => value + alpha * (value - was[i]));
      t = now;
      const there = project(c);
      signal = inverse(c.map((value, i) => value + lambda * (there[i] - value)));
    },
    reflect({ gamma, mu }: ReflectionParameters) {
      const x = spectraOf(grid, signal);
      const was = v ?? x;
      const there = project(was.map((value, i) => value + gamma * (x[i] - value)));
      v = there.map((value, i) => value + mu * (was[i] - x[i]));
      signal = inverse(v);
    },
  };
}
