import { type Convention, inverse, istft, stft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyConvention, conventionWith, noise } from "../../core/test/transform/conventions.ts";
import { type EngineInverse, engineFor, engineInverse } from "../src/index.ts";
import { asSingle, columnsOf, invertInBlocks, snr, soundLike } from "./signals.ts";

/** What float32 keeps of a signal, in decibels. */
const SINGLE = 138;
const DOUBLE = 230;

const taken: fc.Arbitrary<Convention> = anyConvention.filter(
  (convention) => convention.encoding.phase.difference !== "time",
);

describe("engineInverse", () => {
  it("equals core's inverse, whatever the convention", () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 200, max: 900 }), (convention, length) => {
        const stored = asSingle(stft(noise(length), convention));
        const truth = istft(stored, convention);
        const { frames, bins } = stored;
        const found = invertInBlocks(engineInverse(convention, { frames, bins }), stored, [7]);
        expect(found.length).toBe(truth.length);
        expect(snr(truth, found)).toBeGreaterThan(SINGLE);
      }),
      { numRuns: 150 },
    );
  });

  it("equals it to float64 in double arithmetic", () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 200, max: 900 }), (convention, length) => {
        const stored = stft(noise(length), convention);
        const truth = istft(stored, convention);
        const { frames, bins } = stored;
        const maker = engineInverse(convention, { frames, bins, arithmetic: "double" });
        expect(snr(truth, invertInBlocks(maker, stored, [5]))).toBeGreaterThan(DOUBLE);
      }),
      { numRuns: 100 },
    );
  });

  it("inverts windows many times longer than the FFT, whose synthesis begins transforms before them", () => {
    const geometry = {
      fftSize: 64,
      hop: 16,
      window: { family: "hann", length: 128 },
      start: "half-fft",
    } as const;
    const convention = conventionWith({
      geometry: { ...geometry, placement: "centre" },
      window: geometry.window,
    });
    const stored = stft(noise(1500), convention);
    const { frames, bins } = stored;
    const truth = invertInBlocks(inverse(convention, { frames, bins }), stored, [7]);
    const maker = engineInverse(convention, { frames, bins, arithmetic: "double" });
    expect(snr(truth, invertInBlocks(maker, stored, [7]))).toBeGreaterThan(DOUBLE);
  });

  it("keeps 138 dB at every size", () => {
    for (const fftSize of [32, 50, 100, 256, 400, 441, 512, 1000, 1023, 1024, 1102, 1103, 2048, 2205, 4096]) {
      const convention = conventionWith({ geometry: { fftSize, start: "zero" } });
      const stored = asSingle(stft(soundLike(8 * fftSize), convention));
      const truth = istft(stored, convention);
      const found = istft(stored, convention, { maker: engineInverse });
      expect(snr(truth, found), `FFT size ${fftSize}`).toBeGreaterThan(SINGLE);
    }
  });

  it("takes complex frames, also of conjugated transforms", () => {
    fc.assert(
      fc.property(taken, (convention) => {
        const stored = asSingle(stft(noise(400), convention, true));
        const { frames, bins } = stored;
        const truth = istft(stored, convention);
        const found = invertInBlocks(engineInverse(convention, { frames, bins, complex: true }), stored, [6]);
        expect(snr(truth, found)).toBeGreaterThan(SINGLE);
      }),
      { numRuns: 60 },
    );
  });

  it("takes circular audio, whose first frames look at its end", () => {
    const convention = conventionWith({
      geometry: { fftSize: 48, hop: 12, padding: "circular", tail: "circular", start: "half-fft" },
      phase: { origin: "signal-start" },
    });
    const stored = asSingle(stft(noise(480), convention));
    const truth = istft(stored, convention);
    expect(snr(truth, istft(stored, convention, { maker: engineInverse }))).toBeGreaterThan(SINGLE);
  });
});

describe("blocks and ranges", () => {
  it("give the same bits whatever the block size", () => {
    fc.assert(
      fc.property(
        taken,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        (convention, sizes) => {
          const stored = asSingle(stft(noise(500), convention));
          const { frames, bins } = stored;
          const whole = invertInBlocks(engineInverse(convention, { frames, bins }), stored, [frames]);
          const parts = invertInBlocks(
            engineInverse(convention, { frames, bins, blockFrames: 16 }),
            stored,
            sizes,
          );
          expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("give the same bits whatever the range", () => {
    fc.assert(
      fc.property(taken, fc.nat(60), fc.nat(60), (convention, a, b) => {
        const stored = asSingle(stft(noise(500), convention));
        const { frames, bins } = stored;
        const whole = invertInBlocks(engineInverse(convention, { frames, bins }), stored, [9]);
        const first = Math.min(a, frames - 1);
        const range = { first, end: Math.min(frames, first + 1 + b) };
        const maker = engineInverse(convention, { frames, bins, range });
        const share = invertInBlocks(maker, stored, [5]);
        expect(share).toEqual(whole.slice(maker.start, maker.start + share.length));
      }),
      { numRuns: 80 },
    );
  });

  it("give nothing where a range decides nothing: a first frame that lies wholly before the audio", () => {
    const convention = conventionWith({
      geometry: { fftSize: 12, hop: 1, placement: "start", start: "half-fft", padding: "none", tail: "fit" },
      window: { length: 4 },
    });
    const { frames, bins, magnitude, phase } = asSingle(stft(noise(100), convention));
    const maker = engineInverse(convention, { frames, bins, range: { first: 0, end: 1 } });
    const pushed = maker.push(magnitude, phase, 1).length;
    expect(pushed + maker.flush().length).toBe(0);
  });

  it("give the same bits from columns as from rows", () => {
    fc.assert(
      fc.property(taken, fc.boolean(), (convention, complex) => {
        const stored = asSingle(stft(noise(500), convention, complex));
        const { frames, bins } = stored;
        const options = { frames, bins, complex, blockFrames: 16 };
        const whole = invertInBlocks(engineInverse(convention, options), stored, [8]);
        const maker = engineInverse(convention, options);
        const magnitude = columnsOf(stored.magnitude, frames, bins, complex ? 2 : 1);
        const phase = stored.phase && columnsOf(stored.phase, frames, bins, 1);
        const first = maker.pushColumns(magnitude, phase, frames, frames).slice();
        expect(Float64Array.from([...first, ...maker.flush()])).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("copy nothing where the input lies in the kernel's memory", () => {
    const convention = conventionWith({ magnitude: { scale: "decibel" } });
    const stored = asSingle(stft(noise(2000), convention));
    const { frames, bins } = stored;
    const whole = invertInBlocks(engineInverse(convention, { frames, bins }), stored, [8]);
    const maker = engineInverse(convention, { frames, bins, blockFrames: 8 });
    const parts: number[] = [];
    for (let m = 0; m < frames; m += 8) {
      const count = Math.min(8, frames - m);
      maker.magnitudes.set(stored.magnitude.subarray(m * bins, (m + count) * bins));
      maker.phases.set(stored.phase?.subarray(m * bins, (m + count) * bins) ?? []);
      parts.push(...maker.push(maker.magnitudes, maker.phases, count));
    }
    expect(Float64Array.from([...parts, ...maker.flush()])).toEqual(whole);
  });
});

describe("numbers out of the ordinary", () => {
  const convention = conventionWith({ geometry: { fftSize: 64, hop: 16 } });
  const stored = asSingle(stft(soundLike(1000), convention));
  const { frames, bins } = stored;

  it("takes phases of a million radians", () => {
    for (const turns of [1_000, 160_000, 1e9]) {
      const phase =
        stored.phase?.map((p, i) => p + 2 * Math.PI * Math.round(turns * Math.cos(i))) ?? stored.magnitude;
      for (const far of [
        { ...stored, phase: Float32Array.from(phase) },
        { ...stored, phase: Float64Array.from(phase) },
      ]) {
        const truth = istft(far, convention);
        const arithmetic = far.phase instanceof Float64Array ? "double" : "single";
        const found = invertInBlocks(engineInverse(convention, { frames, bins, arithmetic }), far, [10]);
        expect(snr(truth, found), `${turns} turns`).toBeGreaterThan(SINGLE);
      }
    }
  });

  it("takes each cell the same way whatever stands beside it", () => {
    // Half turns about as many as the fast reduction takes, magnitudes that together are more than float32 holds.
    const phase = Float32Array.from(
      stored.phase ?? [],
      (p, i) => p + Math.PI * (i % 13 === 0 ? 2049 : 2040 + (i % 7)) * (-1) ** i,
    );
    const magnitude = stored.magnitude.map((m, i) => (i % 5 === 0 ? 2e38 * Math.sign(m) : m));
    for (const odd of [
      { ...stored, phase },
      { ...stored, magnitude: Float32Array.from(magnitude) },
    ]) {
      const maker = (): EngineInverse =>
        engineInverse(convention, { frames, bins, arithmetic: "single", blockFrames: 256 });
      const whole = invertInBlocks(maker(), odd, [frames]);
      expect(invertInBlocks(maker(), odd, [1, 3])).toEqual(whole);
      const columns = maker();
      const first = columns.pushColumns(
        columnsOf(odd.magnitude, frames, bins, 1),
        columnsOf(odd.phase ?? phase, frames, bins, 1),
        frames,
        frames,
      );
      expect(Float64Array.from([...first.slice(), ...columns.flush()])).toEqual(whole);
      expect(columns.notFinite).toBe(0);
    }
  });

  it("counts cells that are not finite and takes them as zero, as core does", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(stored.magnitude.length - 1),
            fc.constantFrom(Number.NaN, 1 / 0, -1 / 0),
            fc.boolean(),
          ),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        (cells) => {
          const magnitude = stored.magnitude.slice();
          const phase = stored.phase?.slice() ?? magnitude;
          for (const [cell, value, inPhase] of cells) (inPhase ? phase : magnitude)[cell] = value;
          const hurt = { ...stored, magnitude, phase };
          const truth = inverse(convention, { frames, bins });
          const found = engineInverse(convention, { frames, bins });
          expect(snr(invertInBlocks(truth, hurt, [6]), invertInBlocks(found, hurt, [6]))).toBeGreaterThan(
            SINGLE,
          );
          expect(found.notFinite).toBe(truth.notFinite);
          expect(found.notFinite).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("reads clipped cells as core does, upside down too", () => {
    for (const multiplier of [1, -1]) {
      const clipped = conventionWith({
        geometry: { fftSize: 64, hop: 16 },
        magnitude: { scale: "decibel", multiplier, floor: -20 * multiplier },
      });
      const cut = asSingle(stft(soundLike(1000), clipped));
      expect(snr(istft(cut, clipped), istft(cut, { ...clipped, encoding: without(clipped) }))).toBeLessThan(
        60,
      );
      const found = invertInBlocks(engineInverse(clipped, { frames: cut.frames, bins: cut.bins }), cut, [10]);
      expect(snr(istft(cut, clipped), found)).toBeGreaterThan(SINGLE);
    }
  });

  it("takes minus infinite decibels as silence", () => {
    const decibels = conventionWith({ geometry: { fftSize: 64, hop: 16 }, magnitude: { scale: "decibel" } });
    const magnitude = Float32Array.from(stored.magnitude, (a, i) =>
      i % 3 === 0 ? -1 / 0 : 20 * Math.log10(a),
    );
    const silent = { ...stored, magnitude };
    const maker = engineInverse(decibels, { frames, bins });
    expect(snr(istft(silent, decibels), invertInBlocks(maker, silent, [10]))).toBeGreaterThan(SINGLE);
    expect(maker.notFinite).toBe(0);
  });
});

describe("engineFor", () => {
  it("names the arithmetic that keeps 138 dB", () => {
    const of = (fftSize: number) => conventionWith({ geometry: { fftSize } });
    expect(engineFor(of(2048))).toEqual({ taken: true, arithmetic: "single" });
    expect(engineFor(of(2 * 1009))).toEqual({ taken: true, arithmetic: "double" });
    expect(engineFor(of(2048), "float64")).toEqual({ taken: true, arithmetic: "double" });
  });

  it("leaves differences in time to the reference", () => {
    const convention = conventionWith({ phase: { difference: "time" } });
    expect(engineFor(convention).taken).toBe(false);
    expect(() => engineInverse(convention, { frames: 4, bins: 33 })).toThrow(/differences in time/);
  });

  it("refuses frames of another convention", () => {
    expect(() => engineInverse(conventionWith({}), { frames: 4, bins: 99 })).toThrow(/does not fit/);
  });
});

/** The encoding, were nothing clipped. */
function without({ encoding }: Convention): Convention["encoding"] {
  return { ...encoding, magnitude: { ...encoding.magnitude, floor: null } };
}
