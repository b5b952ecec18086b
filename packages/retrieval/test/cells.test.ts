import {
  alignPair,
  type Convention,
  type FramePair,
  type FrameSource,
  reconstruct,
  resolveConvention,
  stft,
} from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binsOf,
  type Cells,
  cellDecoder,
  cellDistance,
  cellsAround,
  distanceObjective,
  errorOf,
  lookForRounding,
  mendedAudio,
  type Rounding,
  randomNumbers,
  referenceTransform,
  roundingOf,
  samplesOf,
  toCells,
} from "../src/index.ts";
import { hannGrid, snr, sound } from "./sound.ts";

type Element = FrameSource["element"];

describe("roundingOf", () => {
  const many = (round: (v: number) => number, most = 90): Float64Array => {
    const random = randomNumbers(3);
    return Float64Array.from({ length: 6000 }, () => round(most * random() ** 3));
  };
  const toHalf = (v: number): number => {
    const spacing = 2 ** (Math.floor(Math.log2(v)) - 10);
    return Math.round(v / spacing) * spacing;
  };

  test.each<[string, Float64Array, Element, Rounding]>([
    ["integers", many(Math.round, 60000), "uint16", { kind: "steps", step: 1 }],
    ["256 levels in floats", many((v) => Math.round(v) * 0.25), "float64", { kind: "steps", step: 0.25 }],
    ["decimals of text", many((v) => Number(v.toFixed(6))), "text", { kind: "decimals", decimals: 6 }],
    ["digits of text", many((v) => Number(v.toPrecision(5))), "text", { kind: "digits", digits: 5 }],
    ["half precision", many(toHalf), "float16", { kind: "bits", bits: 11 }],
    ["half precision, written in float32", many(toHalf), "float32", { kind: "bits", bits: 11 }],
    ["single precision", many(Math.fround), "float32", { kind: "bits", bits: 24 }],
    ["single precision, written in float64", many(Math.fround), "float64", { kind: "bits", bits: 24 }],
    ["double precision", many((v) => v), "float64", { kind: "bits", bits: 53 }],
  ])("tells %s", (_, values, element, expected) => {
    expect(roundingOf(values, element)).toEqual(expected);
  });

  test("says how far rounding takes a number at most", () => {
    const digits = errorOf({ kind: "digits", digits: 3 });
    const bits = errorOf({ kind: "bits", bits: 11 });
    const decimals = errorOf({ kind: "decimals", decimals: 2 });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (v) => {
        const three = Number(v.toPrecision(3));
        expect(Math.abs(v - three)).toBeLessThanOrEqual(digits(three) * (1 + 1e-9));
        const half = toHalf(v);
        expect(Math.abs(v - half)).toBeLessThanOrEqual(bits(half) * (1 + 1e-9));
        const two = Number(v.toFixed(2));
        expect(Math.abs(v - two)).toBeLessThanOrEqual(decimals(two) * (1 + 1e-9) + 1e-9 * v);
      }),
    );
  });
});

describe("toCells", () => {
  test("leaves open cells alone, and keeps the radius where only the phase is open", () => {
    const cells = {
      lowest: Float64Array.of(0, 2),
      highest: Float64Array.of(Number.POSITIVE_INFINITY, 2),
      directions: Float64Array.of(1, 0, 1, 0),
      sines: Float64Array.of(2, 2),
    };
    const spectrum = Float64Array.of(5, -7, 3, 4);
    toCells(cells, 2)(0, spectrum, 0);
    expect([...spectrum]).toEqual([5, -7, 1.2, 1.6].map((v) => expect.closeTo(v, 12)));
  });
});

test("the distance from cells is the projection's, gradient and all", () => {
  for (const size of [16, 15]) {
    const grid = hannGrid(size, 4, 40);
    const transform = referenceTransform(grid);
    const count = grid.frames * binsOf(grid);
    const random = randomNumbers(size);
    const draw = (): number => random() - 0.5;
    const cells = openCellsOf(count, random);
    const x = Float64Array.from({ length: samplesOf(grid) }, draw);
    const [one, other] = [new Float64Array(x.length), new Float64Array(x.length)];
    const distance = cellDistance(transform, cells)(x, one);
    expect(distance).toBeGreaterThan(1);
    expect(distance).toBeCloseTo(distanceObjective(transform, toCells(cells, binsOf(grid)))(x, other), 9);
    expect([...one]).toEqual([...other].map((v) => expect.closeTo(v, 9)));
  }
});

/** Cells of every kind: points, rays, arcs, sectors, wholly open ones, and those that reach down to nothing. */
function openCellsOf(count: number, random: () => number): Cells {
  const lowest = Float64Array.from({ length: count }, () => (random() < 0.3 ? 0 : random()));
  const highest = lowest.map((v) =>
    random() < 0.2 ? Number.POSITIVE_INFINITY : v + Math.max(0, random() - 0.3),
  );
  const phases = Float64Array.from({ length: count }, () => 7 * random());
  const around = cellsAround({ lowest, highest, phases, phaseError: 0 });
  return { ...around, sines: around.sines.map(() => (random() < 0.2 ? 2 : Math.max(0, random() - 0.3))) };
}

/** A matrix in memory, frame after frame. */
function matrix(name: string, frames: number, data: Float64Array, element: Element): FrameSource {
  const bins = data.length / frames;
  return {
    format: "memory",
    name,
    frames,
    bins,
    channels: 1,
    element,
    complex: false,
    shape: [frames, bins],
    frameAxis: 0,
    blockFrames: 64,
    partialRecords: true,
    notes: [],
    read(start, count, into) {
      const given = Math.min(count, frames - start);
      into.set(data.subarray(start * bins, (start + given) * bins));
      return given;
    },
    close() {},
  };
}

interface Made {
  readonly pair: FramePair;
  readonly convention: Convention;
  readonly audio: Float64Array;
}

/** Sound as files of this convention, its magnitudes and phases changed by these. */
function made(
  given: Parameters<typeof resolveConvention>[0]["given"],
  [magnitudes, phases]: readonly [(v: number, most: number) => number, (v: number) => number],
  [first, second]: readonly [Element, Element],
  samples = 9000,
): Made {
  const { convention } = resolveConvention({
    given: {
      layout: { frames: "rows" },
      ...given,
      geometry: { fftSize: 128, hop: 32, length: samples, ...given?.geometry },
    },
  });
  const audio = sound(hannGrid(128, 32, Math.ceil(samples / 32))).subarray(0, samples);
  const { magnitude, phase, frames } = stft(audio, convention);
  const most = magnitude.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return {
    audio,
    convention,
    pair: {
      magnitude: matrix(
        "S",
        frames,
        Float64Array.from(magnitude, (v) => magnitudes(v, most)),
        first,
      ),
      phase: matrix("P", frames, Float64Array.from(phase ?? [], phases), second),
    },
  };
}

/** Signal to noise of the plain inverse and of the mended one, with what the latter says of itself. */
async function compared({ pair, convention, audio }: Made) {
  const work = await reconstruct(pair, convention);
  const found = await lookForRounding(pair, alignPair(pair, work.convention));
  const { rounded } = found!;
  const plain = await whole(work.length, work.blocks());
  const mended = mendedAudio({
    pair,
    convention: work.convention,
    rounded,
    length: work.length,
    plain: () => work.blocks(),
  });
  const better = await whole(work.length, mended.blocks());
  return { plain: snr(audio, plain, 128), mended: snr(audio, better, 128), misfit: mended.misfit, found };
}

async function whole(
  length: number,
  blocks: AsyncIterable<{ start: number; samples: readonly ArrayLike<number>[] }>,
): Promise<Float64Array> {
  const audio = new Float64Array(length);
  let next = 0;
  for await (const { start, samples } of blocks) {
    expect(start).toBe(next); // in order, without gap
    audio.set(samples[0], start);
    next += samples[0].length;
  }
  expect(next).toBe(length);
  return audio;
}

const same = (v: number): number => v;
const decibels = { encoding: { magnitude: { scale: "decibel" } } } as const;
const byte = (v: number): number => (Math.round((v / Math.PI) * 127) * Math.PI) / 127;

describe("mendedAudio", () => {
  test("8 bits of decibels, phases exact", async () => {
    const eight = (v: number, most: number): number =>
      most - 80 + Math.round(Math.max(0, v - most + 80) / 0.3125) * 0.3125;
    const files = made(decibels, [eight, same], ["float64", "float64"]);
    const { plain, mended, misfit } = await compared(files);
    expect(mended).toBeGreaterThan(plain + 10);
    expect(misfit.mended).toBeLessThan(misfit.plain - 20);
  });

  test("decibels cut off 60 below the loudest, as librosa cuts them", async () => {
    const cut = (v: number, most: number): number => Math.max(v, most - 60);
    const files = made(decibels, [cut, same], ["float64", "float64"]);
    const floor = readMinimum(files.pair.magnitude);
    const { encoding } = files.convention;
    const magnitude = { ...encoding.magnitude, floor };
    const convention = { ...files.convention, encoding: { ...encoding, magnitude } };
    const { plain, mended, found } = await compared({ ...files, convention });
    expect(found?.clipped).toBeGreaterThan(0.05);
    expect(mended).toBeGreaterThan(plain + 10);
  });

  test("bytes of both", async () => {
    const linear = (v: number, most: number): number => Math.round((v / most) * 255);
    const files = made({}, [linear, byte], ["uint8", "float64"]);
    const { plain, mended } = await compared({ ...files, audio: scaled(files) });
    expect(mended).toBeGreaterThan(plain + 4);
  });

  test("half precision, without DC, flipped", async () => {
    const half = (v: number): number => {
      const spacing = 2 ** (Math.floor(Math.log2(Math.abs(v) + 1e-30)) - 10);
      return Math.round(v / spacing) * spacing;
    };
    const files = made(
      { layout: { frames: "rows", dropped: ["dc"], flipped: true } },
      [half, half],
      ["float16", "float16"],
    );
    const { plain, mended, found } = await compared(files);
    expect(found?.rounded.magnitudes).toEqual({ kind: "bits", bits: 11 });
    expect(mended).toBeGreaterThan(plain + 2.5);
  });

  test("leaves exact files as they are", async () => {
    const { plain, mended, found } = await compared(made({}, [same, same], ["float64", "float64"]));
    expect(found!.noise).toBeLessThan(-200);
    expect(mended).toBeGreaterThan(plain - 0.1);
  });

  test("in sections as well as at once", async () => {
    // small bins make a section of 4096 frames: two of them
    const tiny = (v: number, most: number): number => Math.round((v / most) * 255);
    const geometry = { fftSize: 126, hop: 42 } as const;
    const files = made({ geometry }, [tiny, same], ["uint8", "float64"], 190000);
    const { plain, mended } = await compared({ ...files, audio: scaled(files) });
    expect(mended).toBeGreaterThan(plain + 3);
  });
});

function readMinimum(source: FrameSource): number {
  const all = new Float64Array(source.frames * source.bins);
  source.read(0, source.frames, all);
  return all.reduce((a, b) => Math.min(a, b));
}

/** Audio at the level of files whose largest magnitude became 255. */
function scaled({ audio, convention }: Made): Float64Array {
  const { magnitude } = stft(audio, convention);
  const most = magnitude.reduce((a, b) => Math.max(a, b));
  return audio.map((v) => (v * 255) / most);
}

test("cells hold what was rounded", () => {
  const files = made(decibels, [(v) => Math.round(v), byte], ["float64", "float64"]);
  const { magnitude, phase, frames } = stft(files.audio, files.convention);
  const bins = 65;
  const rounded = {
    magnitudes: { kind: "steps", step: 1 },
    phases: { kind: "steps", step: Math.PI / 127 },
  } as const;
  const decoder = cellDecoder(files.convention, frames, rounded);
  const cells = {
    lowest: new Float64Array(bins),
    highest: new Float64Array(bins),
    directions: new Float64Array(2 * bins),
    sines: new Float64Array(bins),
  };
  const stored = {
    magnitudes: Float64Array.from(magnitude, Math.round),
    phases: Float64Array.from(phase ?? [], byte),
  };
  let outside = 0;
  for (let m = 0; m < frames; m++) {
    decoder.decode({ ...stored, index: m }, m, cells, 0);
    for (let k = 0; k < bins; k++) {
      const size = 10 ** (magnitude[m * bins + k] / 20);
      if (size < cells.lowest[k] || size > cells.highest[k]) outside++;
    }
  }
  // steps are drawn in to 0.9 of what they leave open
  expect(outside / (frames * bins)).toBeCloseTo(0.1, 1);
});
