import { type AudioBlock, type Convention, reconstruct } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import {
  accountOf,
  type ExactAudio,
  exactAudio,
  findLattice,
  findOriginal,
  type Identification,
  identify,
  originalWords,
  type Work,
  withOriginal,
} from "../src/index.ts";
import { predicted } from "../src/pcm/predict.ts";
import { standingOf } from "../src/pcm/proof.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

const LENGTH = 12_000;
const whole = voice(LENGTH).map((v) => Math.round(14_000 * v));
const audio = whole.map((v) => v / 32768);
const librosa = conventionFor({
  geometry: { fftSize: 512, hop: 128, length: LENGTH },
});

/** The two files with every number rounded. */
function rounded(
  round: (v: number) => number,
  convention: Convention = librosa,
  sound: Float64Array = audio,
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
  it("is found in haste without reading a long recording to its end", async () => {
    const sound = voice(20 * LENGTH).map((v) => Math.round(14_000 * v) / 32768);
    const long = conventionFor({ geometry: { fftSize: 512, hop: 128, length: sound.length } });
    const pair = rounded(Math.fround, long, sound);
    let last = 0;
    const { magnitude } = pair;
    const read: typeof magnitude.read = (first, count, ...rest) => {
      last = Math.max(last, first + count);
      return magnitude.read(first, count, ...rest);
    };
    const watched = { ...pair, magnitude: { ...magnitude, blockFrames: 16, read } };
    expect(await findOriginal(watched, long, { most: 8192, hasty: true })).toMatchObject({
      bits: 16,
      gain: 1,
    });
    expect(last).toBeLessThan(0.6 * magnitude.frames);
  });

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
      const made = exactAudio(lattice!, work, work.blocks());
      const out: number[] = [];
      for await (const { samples } of made.blocks()) out.push(...samples[0]!);
      expect(Int16Array.from(out, (v) => v * 32768)).toEqual(Int16Array.from(whole));
      expect(made).toMatchObject({ holds: true, decided: LENGTH, undecided: 0 });
    });
  }

  it("is not claimed of files with three digits, nor of frames that lost their means", async () => {
    expect(await findOriginal(rounded(digits(3)), librosa)).toBeUndefined();
    const detrended: Convention = { ...librosa, encoding: { ...librosa.encoding, detrend: "frame-mean" } };
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
    const single = Float64Array.from(voice(LENGTH), Math.fround);
    expect(await findOriginal(rounded(Math.fround, librosa, single), librosa)).toBeUndefined();
  });

  it("needs the right convention: it is an independent proof of one", async () => {
    const { geometry } = librosa;
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

describe("exact audio", () => {
  const lattice = findLattice(whole)!;
  const everything = { uncovered: [], uncoveredSamples: 0, weak: [], weakSamples: 0 };
  const frames = 1 + Math.floor(LENGTH / librosa.geometry.hop);
  const work = { channels: 1, frames, length: LENGTH, convention: librosa, coverage: everything };

  async function made(samples: Float64Array, more: Partial<Work> = {}, found = lattice): Promise<ExactAudio> {
    async function* blocks(): AsyncGenerator<AudioBlock> {
      yield { start: 0, samples: [samples.subarray(0, 4000)] };
      yield { start: 4000, samples: [samples.subarray(4000)] };
    }
    const audio = exactAudio(found, { ...work, ...more }, blocks());
    const out = new Float64Array(LENGTH);
    for await (const { start, samples: own } of audio.blocks()) out.set(own[0]!, start);
    return Object.assign(audio, { out });
  }

  it("fails where a single passage is too noisy to tell its whole numbers", async () => {
    const passage = (from: number): Float64Array =>
      whole.map((v, n) => (n >= from && n < from + 64 ? v + 0.3 * Math.sin(n * n) : v));
    expect((await made(whole)).holds).toBe(true);
    expect((await made(passage(5000))).holds).toBe(false);
  });

  it("asks nothing of samples that no frame decides, nor of noisy edges, and counts them", async () => {
    const edge = whole.map((v, n) => (n < 40 ? v + 0.4 : v));
    const weak = { ...everything, weak: [{ from: 0, to: 40 }], weakSamples: 40 };
    expect(await made(edge, { coverage: weak })).toMatchObject({ holds: true, undecided: 40 });
    expect(await made(edge)).toMatchObject({ holds: true, undecided: 64 });
  });

  it("claims nothing of ends that hardly a window covers, where noise has grown beyond a step", async () => {
    const { geometry } = librosa;
    const bare = { ...librosa, geometry: { ...geometry, start: "zero", padding: "none" } } as const;
    const wrong = whole.map((v, n) => (n < 5 ? v + 1 : v)); // whole numbers, and wrong ones
    const coarse = { ...lattice, noise: 0.05 };
    const audio = await made(wrong, { convention: bare }, coarse);
    expect(audio.undecided).toBeGreaterThan(5);
    expect(audio.decided + audio.undecided).toBe(LENGTH);
    // the same noise where windows overlap at the ends, too
    expect((await made(whole, {}, coarse)).undecided).toBeLessThan(audio.undecided / 4);
    // and fine numbers, of which the ends lose nothing that counts
    expect((await made(whole, { convention: bare }, { ...lattice, noise: 1e-7 })).undecided).toBeLessThan(5);
  });

  it("takes a NaN for what it is", async () => {
    expect((await made(whole.map((v, n) => (n === 5077 ? Number.NaN : v)))).holds).toBe(false);
  });

  it("foretells coloured noise that is larger than half a step", async () => {
    const swell = (n: number): number => Math.max(0.01, Math.sin((2 * Math.PI * n) / 6000)) ** 2;
    const swelling = whole.map((v, n) => Math.round(v * swell(n)));
    let state = 1;
    let [slow, slower] = [0, 0];
    const noise = whole.map((_, n) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      slow = 0.95 * slow + 0.04 * (state / 2 ** 32 - 0.5);
      slower = 0.98 * slower + slow;
      return slower * swell(n);
    });
    expect(noise.filter((v) => Math.abs(v) > 0.5).length).toBeGreaterThan(LENGTH / 100);
    const audio = swelling.map((v, n) => v + noise[n]!);
    const found = findLattice(audio)!;
    expect(found).toMatchObject({ bits: 16, exact: true, foretold: true });
    const back = (await made(audio, {}, found)) as ExactAudio & { out: Float64Array };
    expect(Int16Array.from(back.out, (v) => v * 32768)).toEqual(Int16Array.from(swelling));
    expect(back.holds).toBe(true);
    expect(originalWords(found)).toMatch(/noise of the files' rounding is foretold/);
  });

  it("foretells from behind what begins too suddenly to be foretold from before", () => {
    const passage = { from: 3000, to: 6000 };
    let state = 1;
    let [slow, slower] = [0, 0];
    const noisy = whole.map((v, n) => {
      if (n < passage.from) return v;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      slow = 0.95 * slow + 0.1 * (state / 2 ** 32 - 0.5);
      slower = 0.98 * slower + slow;
      return v + slower * Math.max(0, (passage.to - n) / (passage.to - passage.from));
    });
    const grid = { step: 1, offset: 0 };
    const decided = predicted(noisy, grid)!;
    expect(Int32Array.from(decided.whole)).toEqual(Int32Array.from(whole));
    expect(standingOf(decided).wrong).toBeLessThan(0.02);
    // cut off before it fades, nothing foretells how it begins
    const cut = predicted(noisy.slice(0, passage.from + 1500), grid)!;
    expect(standingOf(cut).wrong).toBeGreaterThan(0.02);
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
