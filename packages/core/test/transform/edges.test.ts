import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  analysisSource,
  coverage,
  frameCount,
  inverse,
  istft,
  lengthsOf,
  reconstruct,
  samplesOfArray,
  stft,
} from "../../src/index.ts";
import { factorBand, solveBand } from "../../src/transform/band.ts";
import { anyConvention, conventionWith, noise } from "./conventions.ts";

describe("frame counts", () => {
  // CONVENTIONS: librosa 1 + n // R; scipy.signal.stft ceil(n / R) + 1; TensorFlow 1 + (n - L) // R; pad_end ceil(n / R).
  it.each([
    [{ start: "half-fft", tail: "fit" }, 1000, 1 + Math.floor(1000 / 16)],
    [{ start: "half-window", placement: "start", tail: "cover" }, 1001, Math.ceil(1001 / 16) + 1],
    [{ start: "zero", placement: "start", tail: "fit-window" }, 1000, 1 + Math.floor((1000 - 64) / 16)],
    [{ start: "zero", placement: "start", tail: "ceil" }, 1001, 63],
    [{ start: -24, tail: "fit" }, 1000, Math.floor(1000 / 16)],
  ] as const)("%j: %i samples give %i frames", (geometry, length, frames) => {
    expect(frameCount(conventionWith({ geometry }), length)).toBe(frames);
  });

  it("and lengths are each other's inverse", () => {
    fc.assert(
      fc.property(anyConvention, fc.integer({ min: 1, max: 2000 }), (convention, length) => {
        const frames = frameCount(convention, length);
        fc.pre(frames > 1);
        const { least, most } = lengthsOf(convention, frames);
        expect(length).toBeGreaterThanOrEqual(least);
        expect(length).toBeLessThanOrEqual(most);
        expect(frameCount(convention, most)).toBe(frames);
        expect(frameCount(convention, most + 1)).toBe(frames + 1);
      }),
    );
  });
});

describe("coverage", () => {
  const bare = {
    start: "zero",
    placement: "start",
    padding: "none",
    tail: "fit-window",
    length: null,
  } as const;

  it("names the one sample that an uncentred periodic Hann leaves out, and the weak ones beside it", () => {
    const convention = conventionWith({ geometry: bare });
    const { uncovered, weak } = coverage(convention, { frames: 20, bins: 33 });
    expect(uncovered).toEqual([{ from: 0, to: 1 }]);
    // w[n] = sin^2(pi n / 64) is below a hundredth up to n = 2, at both ends.
    expect(weak).toEqual([
      { from: 1, to: 3 },
      { from: 366, to: 368 },
    ]);
  });

  it("counts the gaps of a hop longer than the window, and silence fills them", () => {
    const convention = conventionWith({ geometry: { ...bare, hop: 100 }, window: { family: "rectangular" } });
    const { uncovered, uncoveredSamples } = coverage(convention, { frames: 5, bins: 33 });
    expect(uncoveredSamples).toBe(4 * 36);
    expect(uncovered[0]).toEqual({ from: 64, to: 100 });
    const audio = noise(464);
    const found = istft(stft(audio, convention), convention);
    for (let n = 0; n < found.length; n++) {
      expect(found[n]).toBeCloseTo(n % 100 < 64 ? audio[n] : 0, 12);
    }
  });
});

describe("inverse", () => {
  const audio = noise(900);

  it("divides by the product when the synthesis window is another one", () => {
    const convention = conventionWith({ geometry: { length: 900 } });
    const synthesis = Float64Array.from({ length: 64 }, (_, n) => 0.1 + Math.sin((Math.PI * (n + 0.5)) / 64));
    const found = istft(stft(audio, convention), convention, { synthesis });
    for (let n = 0; n < 900; n++) expect(found[n]).toBeCloseTo(audio[n], 12);
  });

  it("unfolds windows longer than the FFT on circular audio", () => {
    const convention = conventionWith({
      phase: { origin: "signal-start" },
      geometry: {
        fftSize: 32,
        hop: 8,
        placement: "start",
        start: "half-window",
        padding: "circular",
        tail: "circular",
        length: 900,
      },
      window: { family: "gaussian", length: 128, parameter: 8 },
    });
    const found = istft(stft(audio, convention), convention);
    for (let n = 0; n < 900; n++) expect(found[n]).toBeCloseTo(audio[n], 12);
  });

  it("refuses frames of another size, silent windows, another synthesis length, later shares of differences", () => {
    const convention = conventionWith({});
    expect(() => inverse(convention, { frames: 4, bins: 32 })).toThrow(/expected 33 bins a frame, found 32/);
    const silent = conventionWith({
      window: { family: "samples", values: new Array(64).fill(0), length: 64 },
    });
    expect(() => inverse(silent, { frames: 4, bins: 33 })).toThrow(/zero everywhere/);
    expect(() => inverse(convention, { frames: 4, bins: 33, synthesis: new Float64Array(3) })).toThrow(
      /another length/,
    );
    const differences = conventionWith({ phase: { difference: "time" } });
    expect(() => inverse(differences, { frames: 4, bins: 33, range: { first: 1, end: 4 } })).toThrow(
      /frame 1 first/,
    );
  });
});

describe("what frames lack", () => {
  it.each([
    [["dc"], "none", "hann", 64],
    [["nyquist"], "none", "hann", 64],
    [["dc", "nyquist"], "none", "hamming", 64],
    [["nyquist"], "none", "hamming", 50],
    [["nyquist"], "frame-mean", "hann", 64],
  ] as const)(
    "dropped %j, detrend %s, %s window of %i: comes back from the overlaps",
    async (dropped, detrend, family, length) => {
      const convention = conventionWith({
        layout: { frames: "rows", dropped },
        detrend,
        geometry: { length: 900 },
        window: { family, length },
      });
      const sound = noise(900, 4);
      const offset = sound.reduce((sum, x) => sum + x, 0) / 900;
      const centred = sound.map((x) => x - offset);
      const { blocks } = await reconstruct(
        analysisSource(samplesOfArray([centred]), convention),
        convention,
        { blockFrames: 7 },
      );
      const found = new Float64Array(900);
      for await (const { start, samples } of blocks()) found.set(samples[0], start);
      const lost = detrend === "none" ? 0 : found.reduce((sum, x) => sum + x, 0) / 900;
      const inner = [...found.keys()].slice(64, -64);
      const difference = inner.map((n) => found[n] - lost - centred[n]);
      const constant = detrend === "none" ? 0 : difference.reduce((sum, x) => sum + x, 0) / difference.length;
      for (const each of difference) expect(Math.abs(each - constant)).toBeLessThan(1e-11);
    },
  );
});

describe("band systems", () => {
  it("are solved, and what they leave open is nearest to zero", () => {
    // The path graph's Laplacian: constants are free. L x = (1, 0, ..., 0, -1) has x falling by 1 a step.
    const size = 9;
    const values = new Float64Array(2 * size);
    for (let i = 0; i < size; i++) {
      values[2 * i] = i === 0 || i === size - 1 ? 1 : 2;
      values[2 * i + 1] = -1;
    }
    const factors = factorBand({ size, width: 1, values });
    expect(factors.free).toEqual([8]);
    const x = new Float64Array(size);
    x[0] = 1;
    x[8] = -1;
    solveBand(factors, x);
    expect([...x].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([4, 3, 2, 1, 0, -1, -2, -3, -4]);
  });
});
