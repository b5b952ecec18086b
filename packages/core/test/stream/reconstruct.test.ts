import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AudioBlock,
  analysisSource,
  type Convention,
  consistency,
  type FramePair,
  type FrameSource,
  framesOfArray,
  type InverseMaker,
  inverse,
  istft,
  type Reconstruction,
  reconstruct,
  samplesOfArray,
  stft,
} from "../../src/index.ts";
import { anyConvention, conventionWith, noise } from "../transform/conventions.ts";

/** A matrix in memory as a source, its records along axis 0. */
function sourceOf(
  numbers: Float64Array,
  frames: number,
  bins: number,
  change: Partial<FrameSource> = {},
): FrameSource {
  const { complex = false } = change;
  return { ...framesOfArray(numbers, [frames, bins], { complex }), ...change };
}

async function collect(reconstruction: Reconstruction): Promise<Float64Array[]> {
  const channels = Array.from(
    { length: reconstruction.channels },
    () => new Float64Array(reconstruction.length),
  );
  let expected = 0;
  for await (const { start, samples } of reconstruction.blocks()) {
    expect(start).toBe(expected);
    for (const [c, block] of samples.entries()) channels[c].set(block, start);
    expected += samples[0].length;
  }
  expect(expected).toBe(reconstruction.length);
  return channels;
}

const rows = { frames: "rows" } as const;
const worst = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, sample, n) => Math.max(most, Math.abs(sample - b[n])), 0);

describe("reconstruct", () => {
  it("gives the same bits for every block size, and as istft in memory", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyConvention,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 9 }),
        async (any, length, blockFrames) => {
          const convention: Convention = {
            ...any,
            layout: { ...any.layout, frames: "rows" },
            geometry: { ...any.geometry, length },
          };
          const { frames, bins, magnitude, phase } = stft(noise(length, length), convention);
          const pair = {
            magnitude: sourceOf(magnitude, frames, bins),
            phase: sourceOf(phase!, frames, bins),
          };
          const [streamed] = await collect(await reconstruct(pair, convention, { blockFrames }));
          expect(streamed).toEqual(istft({ frames, bins, magnitude, phase: phase! }, convention));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("reads bins x frames, index rows and columns left out, all channels", async () => {
    const convention = conventionWith({ layout: { skipRows: 1, skipColumns: 2 }, geometry: { length: 500 } });
    const stored = stft(noise(500), convention);
    const [height, width] = [stored.bins + 1, stored.frames + 2];
    const table = (numbers: Float64Array): FrameSource => {
      const cells = new Float64Array(height * width).fill(7e7);
      for (let k = 0; k < stored.bins; k++)
        for (let m = 0; m < stored.frames; m++) cells[(k + 1) * width + m + 2] = numbers[m * stored.bins + k];
      return sourceOf(cells, height, width);
    };
    const pair = { magnitude: table(stored.magnitude), phase: table(stored.phase!) };
    const [audio] = await collect(await reconstruct(pair, convention));
    expect(worst(noise(500), audio)).toBeLessThan(1e-13);
  });

  it.each(["zeros", "reflect"] as const)(
    "finds the length to the sample where the end was padded with %s",
    async (padding) => {
      const convention = conventionWith({ layout: rows, geometry: { fftSize: 256, hop: 64, padding } });
      for (const length of [1000, 1023, 1024, 1025, 1087]) {
        const { frames, bins, magnitude, phase } = stft(noise(length, 3), convention);
        const pair = {
          magnitude: sourceOf(Float64Array.from(new Float32Array(magnitude)), frames, bins, {
            element: "float32",
          }),
          phase: sourceOf(Float64Array.from(new Float32Array(phase!)), frames, bins, { element: "float32" }),
        };
        expect((await reconstruct(pair, convention)).length).toBe(length);
      }
    },
  );

  it("reads straight into the memory of makers that have some, no more than they take", async () => {
    const convention = conventionWith({ layout: rows, geometry: { length: 700 } });
    const { frames, bins, magnitude, phase } = stft(noise(700), convention);
    const pair = { magnitude: sourceOf(magnitude, frames, bins), phase: sourceOf(phase!, frames, bins) };
    const own = { magnitudes: new Float64Array(3 * bins), phases: new Float64Array(3 * bins) };
    const seen = new Set<unknown>();
    const maker: InverseMaker = (...args) => {
      const plain = inverse(...args);
      return {
        ...plain,
        ...own,
        blockFrames: 3,
        push(m, p, count) {
          seen.add(m).add(p);
          return plain.push(m, p, count);
        },
      };
    };
    const [audio] = await collect(await reconstruct(pair, convention, { maker, blockFrames: 8 }));
    expect(worst(noise(700), audio)).toBeLessThan(1e-13);
    expect(seen).toEqual(new Set([own.magnitudes, own.phases]));
  });

  it("cuts off one frame too many and takes a missing Nyquist bin as dropped, and says so", async () => {
    const convention = conventionWith({ layout: rows, geometry: { length: 700 } });
    const { frames, bins, magnitude, phase } = stft(noise(700), convention);
    const cut = Float64Array.from(
      { length: frames * (bins - 1) },
      (_, i) => phase![Math.floor(i / (bins - 1)) * bins + (i % (bins - 1))],
    );
    const pair = {
      magnitude: sourceOf(magnitude.subarray(bins), frames - 1, bins),
      phase: sourceOf(cut, frames, bins - 1),
    };
    const reconstruction = await reconstruct(pair, convention);
    expect(reconstruction.convention.layout.dropped).toEqual(["nyquist"]);
    expect(reconstruction.notes).toHaveLength(2);
  });

  it("refuses files of different sizes, and magnitudes alone", async () => {
    const convention = conventionWith({ layout: rows });
    const a = sourceOf(new Float64Array(10 * 33), 10, 33);
    const b = sourceOf(new Float64Array(12 * 33), 12, 33);
    await expect(reconstruct({ magnitude: a, phase: b }, convention)).rejects.toMatchObject({
      code: "mismatched-pair",
    });
    await expect(reconstruct({ magnitude: a }, convention)).rejects.toMatchObject({ code: "no-phases" });
  });

  it.each([
    ["in its only pass", []],
    ["in the pass that looks for what frames lack", ["nyquist" as const]],
  ])("stops when told to %s", async (_, dropped) => {
    const convention = conventionWith({ layout: { ...rows, dropped }, geometry: { length: 700 } });
    const { frames, bins, magnitude, phase } = stft(noise(700), convention);
    const pair = { magnitude: sourceOf(magnitude, frames, bins), phase: sourceOf(phase!, frames, bins) };
    const controller = new AbortController();
    const { blocks } = await reconstruct(pair, convention, {
      blockFrames: 4,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    const all = async (): Promise<AudioBlock[]> => {
      const list: AudioBlock[] = [];
      for await (const block of blocks()) list.push(block);
      return list;
    };
    await expect(all()).rejects.toMatchObject({ code: "aborted" });
  });

  it("counts what is not finite and takes it as zero", async () => {
    const convention = conventionWith({ layout: rows, geometry: { length: 700 } });
    const { frames, bins, magnitude, phase } = stft(noise(700), convention);
    magnitude[40] = Number.NaN;
    phase![90] = Number.POSITIVE_INFINITY;
    const pair = { magnitude: sourceOf(magnitude, frames, bins), phase: sourceOf(phase!, frames, bins) };
    const reconstruction = await reconstruct(pair, convention);
    const [audio] = await collect(reconstruction);
    expect(reconstruction.notFinite).toBe(2);
    expect(audio.every(Number.isFinite)).toBe(true);
  });

  it("reads phasors as phases (librosa.magphase)", async () => {
    const convention = conventionWith({ layout: rows, geometry: { length: 700 } });
    const { frames, bins, magnitude, phase } = stft(noise(700), convention);
    const phasors = Float64Array.from({ length: 2 * frames * bins }, (_, i) =>
      i % 2 === 0 ? Math.cos(phase![i / 2]) : Math.sin(phase![(i - 1) / 2]),
    );
    const pair = {
      magnitude: sourceOf(magnitude, frames, bins),
      phase: sourceOf(phasors, frames, bins, { complex: true }),
    };
    const [audio] = await collect(await reconstruct(pair, convention));
    expect(worst(noise(700), audio)).toBeLessThan(1e-13);
  });
});

describe("analysisSource", () => {
  it("gives the frames of stft, whatever the block size, for every channel", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyConvention,
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 7 }),
        async (any, length, blockFrames) => {
          const channels = [noise(length, 5), noise(length, 6)];
          const { magnitude, phase } = analysisSource(samplesOfArray(channels), any, { blockFrames });
          for (const [c, audio] of channels.entries()) {
            const stored = stft(audio, any);
            for (const [source, expected] of [
              [magnitude, stored.magnitude],
              [phase!, stored.phase!],
            ] as const) {
              const got = new Float64Array(stored.frames * stored.bins);
              for (let m = 0; m < stored.frames; m += 5) {
                await source.read(m, 5, got.subarray(m * stored.bins), { channel: c });
              }
              expect(got).toEqual(expected);
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it("comes back through reconstruct, circular audio too", async () => {
    const convention = conventionWith({
      layout: rows,
      phase: { origin: "signal-start" },
      geometry: {
        fftSize: 64,
        hop: 16,
        placement: "start",
        start: "half-window",
        padding: "circular",
        tail: "circular",
        length: 1000,
      },
    });
    const pair: FramePair = analysisSource(samplesOfArray([noise(1000)]), convention);
    const [audio] = await collect(await reconstruct(pair, convention, { blockFrames: 3 }));
    expect(worst(noise(1000), audio)).toBeLessThan(1e-13);
  });
});

describe("consistency", () => {
  it("is rounding for the truth, and its expectation for noise", async () => {
    const convention = conventionWith({ layout: rows, geometry: { fftSize: 128, hop: 32 } });
    const truth = await consistency(analysisSource(samplesOfArray([noise(20000)]), convention), convention);
    expect(truth.residual).toBeLessThan(1e-14);
    const frames = 400;
    const random = {
      magnitude: sourceOf(noise(frames * 65, 8).map(Math.abs), frames, 65),
      phase: sourceOf(
        noise(frames * 65, 9).map((p) => p * Math.PI),
        frames,
        65,
      ),
    };
    const wrong = await consistency(random, convention);
    expect(wrong.expected).toBeCloseTo(Math.sqrt(1 - 32 / 128), 12);
    expect(wrong.ratio).toBeGreaterThan(0.97);
    expect(wrong.ratio).toBeLessThan(1.03);
  });
});

describe("inverse", () => {
  it("gives the same bits in shares", () => {
    fc.assert(
      fc.property(
        anyConvention,
        fc.integer({ min: 50, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (any, length, where) => {
          fc.pre(any.encoding.phase.difference !== "time");
          const convention: Convention = { ...any, geometry: { ...any.geometry, length } };
          const stored = stft(noise(length), convention);
          const whole = istft(stored, convention);
          const first = Math.floor(where * (stored.frames - 1));
          const maker = inverse(convention, { ...stored, range: { first, end: stored.frames } });
          const part = [
            ...maker.push(
              stored.magnitude.subarray(first * stored.bins),
              stored.phase!.subarray(first * stored.bins),
              stored.frames - first,
            ),
            ...maker.flush(),
          ];
          expect(part).toEqual([...whole.subarray(maker.start, maker.start + part.length)]);
          expect(maker.start + part.length).toBe(length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
