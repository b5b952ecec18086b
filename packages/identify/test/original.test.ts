import { type Convention, reconstruct } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import {
  accountOf,
  exactness,
  findLattice,
  findOriginal,
  type Identification,
  identify,
  originalWords,
  withOriginal,
} from "../src/index.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

const LENGTH = 12_000;
const whole = voice(LENGTH).map((v) => Math.round(14_000 * v));
const audio = whole.map((v) => v / 32768);
const everything = { uncovered: [], uncoveredSamples: 0, weak: [], weakSamples: 0 };

const librosa = conventionFor({
  geometry: { fftSize: 512, hop: 128, length: LENGTH },
});

/** The two files with every number rounded. */
function rounded(
  round: (v: number) => number,
  convention: Convention = librosa,
  sound = audio,
): ReturnType<typeof filesOf> {
  const { magnitude, phase } = filesOf(sound, convention);
  const { frames, bins } = magnitude;
  const coarse = ([magnitude, phase] as const).map((source) => {
    const data = new Float64Array(frames * bins);
    void source.read(0, frames, data);
    return memory(source.name, frames, bins, data.map(round));
  });
  return { magnitude: coarse[0]!, phase: coarse[1]! };
}

const digits = (count: number) => (v: number) => Number(v.toPrecision(count));

describe("the original of two files", () => {
  for (const [name, round] of Object.entries({
    float64: (v: number) => v,
    float32: Math.fround,
    "6 digits": digits(6),
  })) {
    it(`comes back bit for bit from ${name}`, async () => {
      const pair = rounded(round);
      const lattice = await findOriginal(pair, librosa);
      expect(lattice).toMatchObject({ bits: 16, exact: true, levelConfirmed: true, gain: 1 });
      const work = await reconstruct(pair, librosa);
      const made = exactness(lattice!, 1, work.coverage);
      const out: number[] = [];
      for await (const { samples } of work.blocks()) out.push(...made.convert(samples)[0]!);
      expect(Int16Array.from(out, (v) => v * 32768)).toEqual(Int16Array.from(whole));
      expect(made).toMatchObject({ holds: true, decided: LENGTH, undecided: 0 });
    });
  }

  it("is not claimed of files with three digits, nor of frames that lost their means", async () => {
    expect(await findOriginal(rounded(digits(3)), librosa)).toBeUndefined();
    const detrended: Convention = { ...librosa, encoding: { ...librosa.encoding, detrend: "constant" } };
    expect(
      await findOriginal(
        rounded((v) => v),
        detrended,
      ),
    ).toBeUndefined();
  });

  it("is not claimed of audio that was no PCM", async () => {
    expect(
      await findOriginal(
        rounded((v) => v, librosa, voice(LENGTH)),
        librosa,
      ),
    ).toBeUndefined();
    const single = voice(LENGTH).map(Math.fround);
    expect(await findOriginal(rounded(Math.fround, librosa, single), librosa)).toBeUndefined();
  });

  it("needs the right convention: it is an independent proof of one", async () => {
    const { geometry } = librosa;
    const near = { ...librosa, geometry: { ...geometry, window: { ...geometry.window, symmetric: true } } };
    expect((await findOriginal(rounded(Math.fround), near))?.exact).not.toBe(true);
    const wrong = { ...librosa, geometry: { ...geometry, hop: 127, length: null } };
    expect(await findOriginal(rounded(Math.fround), wrong)).toBeUndefined();
  });

  it("makes an identification certain, gives the level, and is told", async () => {
    const { magnitude, phase } = rounded(Math.fround);
    const found = await identify({ first: magnitude, second: phase });
    const doubtful: Identification = { ...found, verdict: "ambiguous", confidence: 0.5 };
    const proven = await withOriginal(doubtful, { magnitude, phase });
    expect(proven.verdict).toBe("identified");
    expect(proven.confidence).toBeGreaterThan(0.999);
    expect(proven.cannotBeKnown.join()).not.toMatch(/level/);
    expect(accountOf(proven, 1000).join("\n")).toContain(
      "These are the original 16-bit samples: 100.00 % on the lattice of whole numbers",
    );
    const refused: Identification = { ...found, verdict: "unidentifiable" };
    expect(await withOriginal(refused, { magnitude, phase })).toBe(refused);
  });
});

describe("exactness", () => {
  const lattice = findLattice(whole)!;

  it("fails where a single passage is too noisy to tell its whole numbers", () => {
    const noisy = whole.map((v, n) => (n >= 5000 && n < 5064 ? v + 0.3 * Math.sin(n * n) : v));
    const made = exactness(lattice, 1, everything);
    made.convert([noisy.subarray(0, 4000)]);
    expect(made.holds).toBe(true);
    made.convert([noisy.subarray(4000)]);
    expect(made.holds).toBe(false);
  });

  it("asks nothing of samples that no frame decides, and counts them", () => {
    const edge = whole.map((v, n) => (n < 40 ? v + 0.4 : v));
    const made = exactness(lattice, 1, { ...everything, weak: [{ from: 0, to: 40 }], weakSamples: 40 });
    made.convert([edge]);
    expect(made).toMatchObject({ holds: true, undecided: 40, decided: LENGTH - 40 });
  });

  it("takes a NaN for what it is", () => {
    const made = exactness(lattice, 1, everything);
    made.convert([whole.map((v, n) => (n === 77 ? Number.NaN : v))]);
    expect(made.holds).toBe(false);
  });
});

describe("the words", () => {
  const lattice = findLattice(whole.map((v) => v / 100))!;

  it("say level, depth and share", () => {
    expect(originalWords(lattice)).toMatch(/original 16-bit samples: 100\.00 % .* less than once in 10\^300/);
    expect(originalWords(lattice)).toMatch(/level is -50\.31 dB from that of the files/);
  });

  it("never round a share up to all, nor call samples original that are not sure", () => {
    const words = originalWords({ ...lattice, exact: false, share: 0.99999, noise: 0.08 });
    expect(words).toContain("99.99 %");
    expect(words).not.toContain("These are the original");
  });
});
