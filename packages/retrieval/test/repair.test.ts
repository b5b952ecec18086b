import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binsOf, cellsAround, randomNumbers, repair, stepsOf } from "../src/index.ts";
import { amplitudes, hannGrid, snr, sound, spectraOf } from "./sound.ts";

const grid = hannGrid(256, 64, 90);
const bins = binsOf(grid);
const audio = sound(grid);
const spectra = spectraOf(grid, audio);
const magnitudes = amplitudes(spectra);
const phases = Float64Array.from(magnitudes, (_, i) => Math.atan2(spectra[2 * i + 1], spectra[2 * i]));
/** Of phases rounded to so many radians, magnitudes exact. */
const phaseCells = (rounded: Float64Array, step: number) =>
  cellsAround({ lowest: magnitudes, highest: magnitudes, phases: rounded, phaseError: step / 2 });
const quality = (found: ArrayLike<number>): number => snr(audio, found, 256);

describe("repair", () => {
  test("leaves sound data as they are", async () => {
    const { audio: found, damage, trusted } = await repair({ grid, magnitudes, phases });
    expect(damage).toBe("none");
    expect(trusted.every((value) => value === 1)).toBe(true);
    expect(quality(found)).toBeGreaterThan(250);
  });

  test.each([0.1, 0.3])(
    "makes frames with random phases (a share of %d) good from the others",
    async (share) => {
      const random = randomNumbers(5);
      const bad = Uint8Array.from({ length: grid.frames }, () => (random() < share ? 1 : 0));
      const wrong = phases.map((phase, i) => (bad[Math.floor(i / bins)] ? 2 * Math.PI * random() : phase));
      const { audio: found, damage, trusted, misfit } = await repair({ grid, magnitudes, phases: wrong });
      expect(damage).toBe("frames");
      expect([...bad].every((value, m) => value === 0 || trusted[m] === 0)).toBe(true);
      expect(misfit.repaired).toBeLessThan(misfit.plain - 20);
      expect(quality(found)).toBeGreaterThan(30);
    },
  );

  test.each([0.1, 0.25])(
    "finds bins with random phases (a share of %d), and makes them good from those beside",
    async (share) => {
      const random = randomNumbers(11);
      const bad = Uint8Array.from({ length: bins }, () => (random() < share ? 1 : 0));
      const wrong = phases.map((phase, i) => (bad[i % bins] ? 2 * Math.PI * random() : phase));
      const input = { grid, magnitudes, phases: wrong };
      const { audio: found, damage, trustedBins, misfit } = await repair(input, { rounds: 80 });
      expect(damage).toBe("bins");
      expect([...bad].every((value, k) => value === 0 || trustedBins![k] === 0)).toBe(true);
      expect(misfit.repaired).toBeLessThan(misfit.plain - 30);
      expect(quality(found)).toBeGreaterThan(40);
    },
  );

  test("believes cells as far as it is told, and finds the others from them", async () => {
    const random = randomNumbers(8);
    const wrong = Float64Array.from(phases);
    const confidence = Float64Array.from(phases, (_, i) => {
      if (random() < 0.6) return 1;
      wrong[i] = 2 * Math.PI * random();
      return 0;
    });
    const input = { grid, magnitudes, phases: wrong, confidence };
    const { audio: found, damage, misfit } = await repair(input, { rounds: 80 });
    expect(damage).toBe("cells");
    expect(misfit.repaired).toBeLessThan(misfit.plain - 60);
    expect(quality(found)).toBeGreaterThan(80);
    const unsaid = await repair({ grid, magnitudes, phases: wrong }, { rounds: 80 });
    expect(quality(found)).toBeGreaterThan(quality(unsaid.audio) + 30);
  });

  test("weighs what lies between: phases half as sure begin the search, and sure ones are kept", async () => {
    const random = randomNumbers(9);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const off = Float64Array.from(phases, (_, i) => (i % 2 === 0 ? 0.4 * normal() : 0));
    const wrong = phases.map((phase, i) => phase + off[i]);
    const run = async (unsure: number, rounds: number): Promise<number> => {
      const confidence = off.map((value) => (value === 0 ? 1 : unsure));
      return quality((await repair({ grid, magnitudes, phases: wrong, confidence }, { rounds })).audio);
    };
    // alike weights are the plain inverse
    expect(await run(0.1, 0)).toBeGreaterThan((await run(0.99, 0)) + 6);
    expect(await run(0.1, 40)).toBeGreaterThan((await run(1, 40)) + 40);
  });

  test("keeps what is wholly believed, coarse data within their cells too", async () => {
    const confidence = new Float64Array(phases.length).fill(1);
    const { audio: found, trusted } = await repair({ grid, magnitudes, phases, confidence }, { rounds: 10 });
    expect(quality(found)).toBeGreaterThan(200);
    expect(trusted.every((value) => value === 1)).toBe(true);
    const step = Math.PI / 8;
    const coarse = phases.map((phase, i) => (i % 4 === 0 ? 0 : Math.round(phase / step) * step));
    const told = confidence.map((_, i) => (i % 4 === 0 ? 0 : 1));
    const input = { grid, magnitudes, phases: coarse, cells: phaseCells(coarse, step) };
    const better = await repair({ ...input, confidence: told }, { rounds: 60 });
    expect(quality(better.audio)).toBeGreaterThan(quality((await repair(input, { rounds: 60 })).audio) + 10);
  });

  test("tells noise on every phase from damaged frames, and keeps none", async () => {
    const random = randomNumbers(2);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const noisy = phases.map((phase) => phase + 0.5 * normal());
    const plain = await repair({ grid, magnitudes, phases: noisy }, { rounds: 0 });
    const {
      audio: found,
      damage,
      trusted,
    } = await repair({ grid, magnitudes, phases: noisy }, { rounds: 150 });
    expect(damage).toBe("noise");
    expect(trusted.every((value) => value === 0)).toBe(true);
    expect(quality(found)).toBeGreaterThan(quality(plain.audio) + 8);
  });

  test("knows what rounding to 8 phases leaves open, and stays within it", async () => {
    const step = Math.PI / 4;
    const coarse = phases.map((phase) => Math.round(phase / step) * step);
    const { audio: found, damage } = await repair({
      grid,
      magnitudes,
      phases: coarse,
      cells: phaseCells(coarse, step),
    });
    expect(damage).toBe("coarse phases");
    expect(quality(found)).toBeGreaterThan(35);
  });

  test("finds the magnitudes again that 8 bits of decibels lost", async () => {
    const largest = Math.max(...magnitudes);
    const step = 100 / 255;
    const levels = magnitudes.map((a) =>
      Math.max(0, Math.round((20 * Math.log10(Math.max(a, 1e-12) / largest) + 100) / step)),
    );
    const at = (level: number) => largest * 10 ** ((level * step - 100) / 20);
    const input = {
      grid,
      magnitudes: levels.map((level) => (level === 0 ? 0 : at(level))),
      phases,
      cells: cellsAround({
        lowest: levels.map((level) => (level === 0 ? 0 : at(level - 0.5))),
        highest: levels.map((level) => at(level + 0.5)),
        phases,
        phaseError: 0,
      }),
    };
    const plain = await repair(input, { rounds: 0 });
    const { audio: found, damage } = await repair(input, { rounds: 120 });
    expect(damage).toBe("coarse magnitudes");
    expect(quality(found)).toBeGreaterThan(quality(plain.audio) + 8);
  });

  test("is never worse than the plain inverse, whatever the phases", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.double({ min: 0, max: 3, noNaN: true }), async (seed, spread) => {
        const random = randomNumbers(seed);
        const noisy = phases.map((phase) => phase + spread * (random() - 0.5));
        const { misfit } = await repair({ grid, magnitudes, phases: noisy }, { rounds: 6 });
        expect(misfit.repaired).toBeLessThanOrEqual(misfit.plain);
      }),
      { numRuns: 4 },
    );
  });

  test("stops when told", async () => {
    const stop = new AbortController();
    stop.abort();
    const wrong = phases.map((phase, i) => (Math.floor(i / bins) % 5 === 0 ? phase + 1.5 : phase));
    const { misfit } = await repair({ grid, magnitudes, phases: wrong }, { signal: stop.signal });
    expect(misfit.repaired).toBeLessThanOrEqual(misfit.plain);
  });
});

describe("steps", () => {
  test("are found wherever numbers were rounded, single precision included", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 20, maxLength: 200 }),
        (step, offset, levels) => {
          const whole = [...levels, 17, 18, 19]; // neighbours are there in any real data
          const found = stepsOf(Float32Array.from(whole, (level) => offset + step * level));
          expect(found?.step).toBeCloseTo(
            step,
            Math.max(0, 3 - Math.ceil(Math.log10(step + Math.abs(offset)))),
          );
        },
      ),
    );
  });

  test("are not found in numbers that were not", () => {
    const random = randomNumbers(1);
    expect(stepsOf(Float32Array.from({ length: 10_000 }, random))).toBeUndefined();
    expect(stepsOf(Float32Array.from({ length: 50 }, random))).toBeUndefined();
  });
});
