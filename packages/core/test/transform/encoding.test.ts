import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  binMap,
  clippedReplacer,
  FLOOR_SHARE,
  frameDecoder,
  frameEncoder,
  magnitudeDecoder,
  magnitudeEncoder,
  phaseDecoder,
  storedBins,
} from "../../src/index.ts";
import { anyConvention, conventionWith, noise } from "./conventions.ts";

describe("magnitudes", () => {
  // Amplitude 0.5 by each definition, worked out by hand.
  it.each([
    [{ scale: "amplitude" }, 0.5],
    [{ scale: "power" }, 0.25],
    [{ scale: "power-law", exponent: 0.25 }, 0.8408964152537145],
    [{ scale: "decibel" }, -6.020599913279624],
    [{ scale: "decibel", factor: 10 }, -3.010299956639812],
    [{ scale: "decibel", reference: 2 }, -12.041199826559248],
    [{ scale: "logarithm", added: 1e-6 }, -0.6931451805619453],
    [{ scale: "logarithm", base: 10, factor: 2 }, -0.6020599913279624],
    [{ scale: "log1p", factor: 10 }, 1.791759469228055],
    [{ scale: "decibel", multiplier: 2.55, offset: 255 }, 239.64747022113696],
  ] as const)("%j stores 0.5 as %d, and reads it back", (encoding, stored) => {
    const written = new Float64Array(1);
    magnitudeEncoder(encoding)(Float64Array.of(0.5), 1, written, 0);
    expect(written[0]).toBeCloseTo(stored, 12);
    const read = new Float64Array(1);
    magnitudeDecoder(encoding)(written, 0, 1, read);
    expect(read[0]).toBeCloseTo(0.5, 13);
  });

  it("takes minus infinite decibels as silence, and clips at the floor", () => {
    const read = new Float64Array(1);
    magnitudeDecoder({ scale: "decibel" })(Float64Array.of(Number.NEGATIVE_INFINITY), 0, 1, read);
    expect(read[0]).toBe(0);
    const written = new Float64Array(2);
    magnitudeEncoder({ scale: "decibel", floor: -80 })(Float64Array.of(0, 1), 2, written, 0);
    expect([...written]).toEqual([-80, 0]);
  });

  it("reads what was clipped as a share of the floor, upside down too", () => {
    const read = new Float64Array(3);
    const stored = Float64Array.from(new Float32Array([-80, -79.99, -20]));
    magnitudeDecoder({ scale: "decibel", floor: -80 })(stored, 0, 3, read);
    expect(read[0]).toBeCloseTo(1e-4 * FLOOR_SHARE, 12);
    expect(read[1]).toBeCloseTo(10 ** (-79.99 / 20), 9);
    expect(read[2]).toBeCloseTo(0.1, 6);
    const replaced = stored.slice();
    clippedReplacer({ scale: "decibel", floor: -80 })!(replaced, 3);
    const again = new Float64Array(3);
    magnitudeDecoder({ scale: "decibel" })(replaced, 0, 3, again);
    for (let i = 0; i < 3; i++) expect(again[i] / read[i]).toBeCloseTo(1, 12);
    magnitudeDecoder({ scale: "decibel", multiplier: -1, floor: 80 })(Float64Array.of(80, 20, 0), 0, 3, read);
    expect(read[0]).toBeCloseTo(1e-4 * FLOOR_SHARE, 12);
    expect(read[1]).toBeCloseTo(0.1, 12);
  });
});

describe("phases", () => {
  it("sums differences in time without losing turns over hours", () => {
    const decode = phaseDecoder(
      { unit: "half-turns", sign: 1, origin: "frame-start", wrapped: "unwrapped-time", difference: "time" },
      1,
    );
    const angle = new Float64Array(1);
    for (let m = 0; m < 100_000; m++) decode(Float64Array.of(0.75), 0, 1, angle);
    expect(Math.cos(angle[0])).toBeCloseTo(Math.cos(0.75 * Math.PI * 100_000), 9);
  });
});

describe("frames", () => {
  it("decode to the spectrum they were encoded from, in every encoding and layout", () => {
    fc.assert(
      fc.property(
        anyConvention,
        fc.boolean(),
        fc.integer({ min: 1, max: 1e6 }),
        (convention, complex, seed) => {
          const map = binMap(convention, 0.7);
          const half = Math.floor(convention.geometry.fftSize / 2) + 1;
          const encoder = frameEncoder(convention, map);
          const decoder = frameDecoder(convention, map);
          const magnitude = new Float64Array(3 * map.stored * (complex ? 2 : 1));
          const phase = complex ? undefined : new Float64Array(3 * map.stored);
          const spectra = [0, 1, 2].map((m) => {
            const spectrum = noise(2 * half, seed + m);
            spectrum[1] = 0;
            if (convention.geometry.fftSize % 2 === 0) spectrum[2 * half - 1] = 0;
            return spectrum;
          });
          for (const [m, spectrum] of spectra.entries()) encoder.encode(spectrum, magnitude, phase, m);
          const found = new Float64Array(2 * half);
          for (const [m, spectrum] of spectra.entries()) {
            decoder.decode(magnitude, phase, m, found);
            for (let i = 0; i < 2 * half; i++) expect(Math.abs(found[i] - spectrum[i])).toBeLessThan(1e-11);
          }
          expect(decoder.notFinite()).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["one", 8, [0, 1, 2, 3, 4]],
    ["one", 7, [0, 1, 2, 3]],
    ["two", 8, [0, 1, 2, 3, 4, -3, -2, -1]],
    ["centred", 8, [4, -3, -2, -1, 0, 1, 2, 3]],
    ["centred-nyquist-last", 8, [-3, -2, -1, 0, 1, 2, 3, 4]],
    ["centred", 7, [-3, -2, -1, 0, 1, 2, 3]],
    ["centred-nyquist-last", 7, [-3, -2, -1, 0, 1, 2, 3]],
  ] as const)("of %s side(s), FFT size %i, hold frequencies %j", (sides, fftSize, frequencies) => {
    const { bin, turn } = binMap(conventionWith({ layout: { sides }, geometry: { fftSize } }), 1);
    expect([...bin].map((k, i) => (k === 0 ? 0 : k * turn[i]))).toEqual([...frequencies]);
  });

  it("leave out dropped and cut bins, and turn over", () => {
    const { layout } = conventionWith({ layout: { dropped: ["dc", "nyquist"], cutTop: 1, flipped: true } });
    expect(storedBins(layout, 16)).toBe(6);
    const { bin } = binMap({ ...conventionWith({ geometry: { fftSize: 16 } }), layout }, 1);
    expect([...bin]).toEqual([6, 5, 4, 3, 2, 1]);
  });
});
