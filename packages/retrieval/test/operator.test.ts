import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binsOf, makePasses, randomNumbers, referenceTransform, samplesOf } from "../src/index.ts";
import { framesOf, hannGrid, snr, sound, spectraOf } from "./sound.ts";

const grids = fc
  .record({
    fftSize: fc.integer({ min: 4, max: 90 }),
    divisor: fc.integer({ min: 2, max: 6 }),
    frames: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ fftSize, divisor, frames }) =>
    hannGrid(fftSize, Math.max(1, Math.floor(fftSize / divisor)), frames),
  );

describe("the frame transform", () => {
  test("has its adjoint as inverse: <STFT x, c> over the two-sided spectrum is N <x, inverse c>", () => {
    fc.assert(
      fc.property(grids, fc.nat(), (grid, seed) => {
        const random = randomNumbers(seed);
        const transform = referenceTransform(grid);
        const bins = binsOf(grid);
        const x = Float64Array.from({ length: samplesOf(grid) }, () => random() - 0.5);
        const c = Float64Array.from({ length: 2 * bins }, () => random() - 0.5);
        const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
        c[1] = 0;
        if (nyquist > 0) c[2 * nyquist + 1] = 0;
        const last = grid.frames - 1;
        transform.forward(x, last, 1);
        let left = 0;
        for (let k = 0; k < bins; k++) {
          const weight = k === 0 || k === nyquist ? 1 : 2;
          left +=
            weight * (transform.spectra[2 * k] * c[2 * k] + transform.spectra[2 * k + 1] * c[2 * k + 1]);
        }
        transform.spectra.set(c);
        const back = new Float64Array(samplesOf(grid));
        transform.inverse(back, last, 1);
        const right = grid.fftSize * back.reduce((sum, value, n) => sum + value * x[n], 0);
        expect(right).toBeCloseTo(left, 9);
      }),
    );
  });

  test("true spectra come back as the sound, and a pass leaves it as it is", () => {
    const grid = hannGrid(128, 32, 120);
    const audio = sound(grid);
    const passes = makePasses(referenceTransform(grid));
    passes.start(framesOf(spectraOf(grid, audio), binsOf(grid)));
    expect(snr(audio, passes.signal, 128)).toBeGreaterThan(280);
    passes.pass(() => {});
    expect(snr(audio, passes.signal, 128)).toBeGreaterThan(280);
  });
});
