import { describe, expect, it } from "vitest";
import { guessRate } from "../src/rate/guess-rate.ts";
import { type Spectra, spectraOfCells } from "../src/rate/spectra.ts";
import type { Index } from "../src/survey/index-lines.ts";
import { conventionFor } from "./memory.ts";

describe("a guess at the sample rate", () => {
  const made = (fftSize: number, length: number, hop: number): ReturnType<typeof conventionFor> =>
    conventionFor({ geometry: { fftSize, hop, window: { family: "hann", length } } });

  it("goes by times that are round at one rate only", () => {
    expect(guessRate(made(512, 400, 160))).toEqual({
      hertz: 16_000,
      why: expect.stringMatching(/hop of 160 .* 10 and 25 milliseconds/),
    });
    expect(guessRate(made(256, 200, 80))?.hertz).toBe(8000);
    expect(guessRate(made(2048, 1200, 480))?.hertz).toBe(48_000);
  });

  it("goes by the producer's habit where times say nothing, and is silent otherwise", () => {
    const usual = made(2048, 2048, 512);
    expect(guessRate(usual, { producer: { name: "librosa", sampleRate: 22_050 } })).toEqual({
      hertz: 22_050,
      why: "it is the usual rate of librosa",
    });
    expect(guessRate(usual)).toBeUndefined();
  });

  it("goes by hertz and seconds beside the data before anything else, and not by counted lines", () => {
    const usual = made(1024, 1024, 256);
    const producer = { name: "librosa", sampleRate: 22_050 };
    const lines = (bins: number, frames: number): Index => ({
      rows: 1,
      columns: 1,
      alongColumns: { first: 0, step: bins },
      alongRows: { first: 0, step: frames },
    });
    expect(guessRate(usual, { index: lines(44_100 / 1024, 1), producer })?.hertz).toBe(44_100);
    expect(guessRate(usual, { index: lines(1, 256 / 8000), producer })).toEqual({
      hertz: 8000,
      why: "the times beside the data step by 0.032 s",
    });
    expect(guessRate(usual, { index: lines(1, 1), producer })?.hertz).toBe(22_050);
  });

  it("goes by the frequency above which an encoder left nothing", () => {
    const cut = (share: number): Spectra => {
      const mean = Float64Array.from({ length: 513 }, (_, k) => (k < share * 512 ? -k / 16 : -110) + (k % 3));
      return { mean, quiet: mean };
    };
    expect(guessRate(made(1024, 1024, 256), { spectra: cut(16_000 / 22_050) })).toEqual({
      hertz: 44_100,
      why: "nothing is above 16000 Hz then, where encoders of MP3 cut",
    });
    expect(guessRate(made(1024, 1024, 256), { spectra: cut(4000 / 24_000) })?.hertz).toBe(48_000);
    expect(guessRate(made(1024, 1024, 256), { spectra: cut(0.84) })).toBeUndefined();
    expect(guessRate(made(1024, 1024, 256), { spectra: cut(1) })).toBeUndefined();
  });

  it("goes by the hum of the mains, where harmonics tell it from any other line", () => {
    const hum = (hertz: number, rate: number, size: number, harmonics: readonly number[]): Spectra => {
      const quiet = Float64Array.from({ length: size / 2 + 1 }, (_, k) =>
        harmonics.reduce((top, m) => Math.max(top, -20 - 6 * (k - (m * hertz * size) / rate) ** 2), -70),
      );
      return { mean: quiet, quiet };
    };
    expect(guessRate(made(2048, 2048, 512), { spectra: hum(50, 16_000, 2048, [1, 2, 3]) })).toEqual({
      hertz: 16_000,
      why: "a hum that never stops is at 50 Hz then, the frequency of the mains",
    });
    expect(guessRate(made(4096, 4096, 1024), { spectra: hum(60, 44_100, 4096, [1, 3]) })?.hertz).toBe(44_100);
    expect(guessRate(made(2048, 2048, 512), { spectra: hum(50, 16_000, 2048, [1]) })).toBeUndefined();
  });

  it("knows what is always there from what only sounds sometimes", () => {
    const amplitudes = Float64Array.from({ length: 3 * 10 }, (_, i) => (i % 3 === 0 ? 1 : i < 6 ? 10 : 0.1));
    const { mean, quiet } = spectraOfCells(amplitudes, 10, Int32Array.of(2, 0, -1), 2);
    expect(quiet[2]).toBeCloseTo(0, 6);
    expect(quiet[0]).toBeCloseTo(-20, 6);
    expect(mean[0]).toBeCloseTo(10 * Math.log10(20.008), 3);
  });
});
