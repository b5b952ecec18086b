import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binsOf,
  blameFrames,
  conjugateGradients,
  distanceObjective,
  keepFrames,
  lbfgs,
  makePasses,
  randomNumbers,
  referenceTransform,
  samplesOf,
  solveCoarse,
  toMagnitudes,
  weightedInverse,
} from "../src/index.ts";
import { amplitudes, framesOf, hannGrid, snr, sound, spectraOf } from "./sound.ts";

describe("frames that disagree", () => {
  const grid = hannGrid(256, 64, 150);
  const bins = binsOf(grid);
  const audio = sound(grid);
  const clean = spectraOf(grid, audio);
  const transform = referenceTransform(grid);

  /** Every tenth of the frames, somewhere, with random phases. */
  function damaged(seed: number): { spectra: Float64Array; bad: Set<number> } {
    const random = randomNumbers(seed);
    const spectra = clean.slice();
    const bad = new Set<number>();
    for (let m = 8; m < grid.frames - 8; m++) {
      if (random() > 0.1) continue;
      bad.add(m);
      for (let k = 0; k < bins; k++) {
        const at = 2 * (m * bins + k);
        const size = Math.hypot(clean[at], clean[at + 1]);
        const phase = 2 * Math.PI * random();
        spectra[at] = size * Math.cos(phase);
        spectra[at + 1] = size * Math.sin(phase);
      }
    }
    return { spectra, bad };
  }

  test.each([1, 2, 3])("are found without being told, and the rest makes the sound (seed %i)", (seed) => {
    const { spectra, bad } = damaged(seed);
    const observed = framesOf(spectra, bins);
    const { trusted } = blameFrames(transform, observed);
    for (const m of bad) expect(trusted[m]).toBe(0);
    const wronged = [...trusted].filter((value, m) => value === 0 && !bad.has(m)).length;
    expect(wronged).toBeLessThanOrEqual(8);
    const plain = weightedInverse(transform, observed, new Float64Array(grid.frames).fill(1));
    const mended = weightedInverse(transform, observed, trusted);
    expect(snr(audio, mended, 512)).toBeGreaterThan(snr(audio, plain, 512) + 20);
  });

  test("are none in an undamaged file", () => {
    const { trusted } = blameFrames(transform, framesOf(clean, bins));
    expect(trusted.every((value) => value === 1)).toBe(true);
  });
});

test("coarse magnitudes with exact phases are a linear problem: ten rounds gain 5 dB, a hundred 10", () => {
  const grid = hannGrid(128, 32, 120);
  const bins = binsOf(grid);
  const audio = sound(grid);
  const spectra = spectraOf(grid, audio);
  const exact = amplitudes(spectra);
  const largest = Math.max(...exact);
  const step = 100 / 255;
  const magnitudes = exact.map((a) => {
    const level = Math.round((20 * Math.log10(Math.max(a / largest, 1e-5))) / step) * step;
    return level <= -100 + 1e-9 ? 0 : largest * 10 ** (level / 20);
  });
  const directions = spectra.map((value, i) =>
    exact[i >> 1] > 0 ? value / exact[i >> 1] : i % 2 === 0 ? 1 : 0,
  );
  const passes = makePasses(referenceTransform(grid));
  passes.start(
    framesOf(
      directions.map((value, i) => value * magnitudes[i >> 1]),
      bins,
    ),
  );
  const plain = snr(audio, passes.signal, 128);
  const x = Float64Array.from(passes.signal);
  const gains: number[] = [];
  solveCoarse(passes.transform, { magnitudes, directions, radialWeight: 1e-8 }, x, 100, (round) => {
    if (round === 10 || round === 100) gains.push(snr(audio, x, 128) - plain);
    return true;
  });
  expect(gains[0]).toBeGreaterThan(5);
  expect(gains[1]).toBeGreaterThan(10);
});

test("conjugate gradients solve symmetric positive systems in as many rounds as unknowns", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (size, seed) => {
      const random = randomNumbers(seed);
      const root = Float64Array.from({ length: size * size }, () => random() - 0.5);
      const apply = (p: Float64Array, into: Float64Array): void => {
        for (let i = 0; i < size; i++) {
          into[i] = p[i];
          for (let j = 0; j < size; j++)
            for (let l = 0; l < size; l++) into[i] += root[l * size + i] * root[l * size + j] * p[j];
        }
      };
      const truth = Float64Array.from({ length: size }, () => random() - 0.5);
      const b = new Float64Array(size);
      apply(truth, b);
      const x = new Float64Array(size);
      conjugateGradients(apply, b, x, 3 * size);
      for (let i = 0; i < size; i++) expect(x[i]).toBeCloseTo(truth[i], 8);
    }),
  );
});

describe("L-BFGS", () => {
  test("finds the bottom of Rosenbrock's valley", () => {
    const x = Float64Array.of(-1.2, 1);
    const search = lbfgs(([a, b], gradient) => {
      gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
      gradient[1] = 200 * (b - a * a);
      return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    }, x);
    for (let i = 0; i < 80; i++) search.step();
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });

  test.each(["magnitudes", "kept frames"])("is given the true gradient of the distance to %s", (data) => {
    const grid = hannGrid(24, 6, 12);
    const bins = binsOf(grid);
    const random = randomNumbers(3);
    const magnitudes = Float64Array.from({ length: grid.frames * bins }, () => random());
    const project = toMagnitudes(magnitudes, bins);
    const observed = Float64Array.from({ length: 2 * magnitudes.length }, () => random());
    for (let m = 0; m < grid.frames; m++) for (const k of [0, bins - 1]) observed[2 * (m * bins + k) + 1] = 0;
    const kept = Uint8Array.from({ length: grid.frames }, (_, m) => m % 2);
    const objective = distanceObjective(
      referenceTransform(grid),
      data === "magnitudes" ? project : keepFrames(kept, observed, bins, project),
    );
    const x = Float64Array.from({ length: samplesOf(grid) }, () => random() - 0.5);
    const gradient = new Float64Array(x.length);
    objective(x, gradient);
    const spare = new Float64Array(x.length);
    for (const n of [10, 23, 40, 71]) {
      const step = 1e-6;
      const moved = x.slice();
      moved[n] += step;
      const up = objective(moved, spare);
      moved[n] -= 2 * step;
      const down = objective(moved, spare);
      expect((up - down) / (2 * step) / gradient[n]).toBeCloseTo(1, 5);
    }
  });
});
