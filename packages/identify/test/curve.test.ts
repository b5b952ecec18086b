import { type Convention, type MagnitudeEncoding, makeWindow } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { type Identification, identify } from "../src/index.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

const geometry = {
  fftSize: 256,
  hop: 64,
  window: { family: "hann", length: 256, symmetric: false },
  start: "zero",
  padding: "none",
  tail: "fit",
} as const;
const { magnitude, phase } = filesOf(voice(9000), conventionFor({ geometry }));
const amplitudes = new Float64Array(magnitude.frames * magnitude.bins);
await magnitude.read(0, magnitude.frames, amplitudes);

/** What is found of amplitudes that were stored by `store`. */
async function found(store: (amplitude: number) => number): Promise<Identification> {
  const stored = amplitudes.map(store);
  return identify({ first: memory("one", magnitude.frames, magnitude.bins, stored), second: phase });
}

/** Rounded to whole numbers from `low` to `high`, as integer types are filled. */
function steps(
  curve: (amplitude: number) => number,
  low: number,
  high: number,
): (amplitude: number) => number {
  const values = amplitudes.map(curve);
  const least = low === 0 ? values.reduce((a, b) => Math.min(a, b)) : 0;
  const most = values.reduce((a, b) => Math.max(a, b));
  return (amplitude) => low + Math.round(((curve(amplitude) - least) / (most - least)) * (high - low));
}

/** Amplitude in the units of `decode`, at every stored value, over that of the loudest. */
function relative({
  scale,
  multiplier = 1,
  offset = 0,
  added = 0,
  base = "e",
  factor = 1,
  exponent = 1,
}: MagnitudeEncoding) {
  const neper = base === "e" ? 1 : Math.log(base);
  const at = (stored: number): number => {
    const v = (stored - offset) / multiplier;
    if (scale === "log1p") return Math.expm1(v);
    if (scale === "logarithm") return Math.exp((v * neper) / factor) - added;
    if (scale === "decibel") return 10 ** (v / 20);
    if (scale === "power-law") return v ** (1 / exponent);
    return scale === "power" ? Math.sqrt(v) : v;
  };
  return (stored: number, top: number): number => at(stored) / at(top);
}

/** Energy of the error of the decoded amplitudes, in dB below their own. */
function errorOf(convention: Convention, store: (amplitude: number) => number): number {
  const top = amplitudes.reduce((a, b) => Math.max(a, b));
  const decoded = relative(convention.encoding.magnitude);
  let error = 0;
  let energy = 0;
  for (const a of amplitudes) {
    const truth = a / top;
    const read = decoded(store(a), store(top));
    error += (truth - read) ** 2;
    energy += truth ** 2;
  }
  return 10 * Math.log10(error / energy);
}

describe("the curve of the magnitudes", () => {
  const known: readonly (readonly [about: string, store: (a: number) => number, worst: number])[] = [
    ["a constant added before the natural logarithm", (a) => Math.log(a + 1e-6), -115],
    ["a larger one, before decibels", (a) => 20 * Math.log10(a + 1e-3), -150],
    ["log1p in steps of int16", steps((a) => Math.log1p(1000 * a), 1, 32767), -70],
    ["log1p in steps of uint16, from its own minimum", steps((a) => Math.log1p(a), 0, 65535), -80],
    ["an unusual power", (a) => a ** 0.37, -110],
    ["an unusual number of decibels to 1", (a) => Math.max(0, 1 + (20 * Math.log10(a / 60)) / 93), -35],
  ];
  for (const [about, store, worst] of known)
    it(`is found: ${about}`, async () => {
      const { verdict, convention } = await found(store);
      expect(verdict).toBe("identified");
      expect(errorOf(convention!, store)).toBeLessThan(worst);
    });

  it("is found where a usual power comes near, and stretches cells more", async () => {
    const window = { family: "gaussian", length: 301, symmetric: false, parameter: 61 } as const;
    const given = { ...geometry, fftSize: 301, hop: 89, window } as const;
    const files = filesOf(voice(9000), conventionFor({ geometry: given }));
    const { frames, bins } = files.magnitude;
    const stored = new Float64Array(frames * bins);
    await files.magnitude.read(0, frames, stored);
    const first = memory(
      "one",
      frames,
      bins,
      stored.map((a) => a ** 0.6),
    );
    const { verdict, convention } = await identify({ first, second: files.phase });
    expect(verdict).toBe("identified");
    expect(convention?.encoding.magnitude.exponent).toBeCloseTo(0.6, 9);
    expect(convention?.geometry.fftSize).toBe(301);
  });

  it("is named only where the name is right: no producer stores this one, and the account says so", async () => {
    const id = await found((a) => Math.atan(a / 6) + 0.2 * Math.sqrt(a));
    expect(id.verdict).not.toBe("identified");
    expect(id.notes.join(" ")).toMatch(/a curve that no known producer uses/);
  });

  it("keeps its name where cells are coarse: rounding to 8 bits is no other curve", async () => {
    const id = await found(steps((a) => 20 * Math.log10(Math.max(a, 1e-3)), 0, 255));
    expect(id.verdict).toBe("identified");
    expect(id.convention?.encoding.magnitude.scale).toBe("decibel");
    expect(id.notes.join(" ")).not.toMatch(/no known producer/);
  });
});

describe("the window", () => {
  it("of no known kind is read from the frames, and not claimed to be the only one", async () => {
    const values = Array.from({ length: 256 }, (_, n) => {
      const x = (n + 0.5) / 256;
      return Math.sin(Math.PI * x ** 0.7) ** 1.6;
    });
    const window = { family: "samples", length: 256, symmetric: false, values } as const;
    const files = filesOf(voice(9000), conventionFor({ geometry: { ...geometry, window } }));
    const id = await identify({ first: files.magnitude, second: files.phase });
    expect(id.verdict).toBe("ambiguous");
    expect(id.notes.join(" ")).toMatch(/the window is of no known kind/);
    const own = differenceOf(id.convention!.geometry.window.values!, values);
    const named = differenceOf([...makeWindow(id.alternatives[0].convention.geometry.window)], values);
    expect(own).toBeLessThan(named / 10);
  });
});

/** Energy of the difference of two windows at the best gain, over that of the second. */
function differenceOf(window: readonly number[], truth: readonly number[]): number {
  const product = window.reduce((sum, w, n) => sum + w * truth[n], 0);
  const squares = window.reduce((sum, w) => sum + w * w, 0);
  const energy = truth.reduce((sum, w) => sum + w * w, 0);
  return 1 - (product * product) / (squares * energy);
}
