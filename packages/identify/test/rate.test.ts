import { describe, expect, it } from "vitest";
import { guessRate } from "../src/rate/guess.ts";
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
    expect(guessRate(usual, { name: "librosa", sampleRate: 22_050 })).toEqual({
      hertz: 22_050,
      why: "it is the usual rate of librosa",
    });
    expect(guessRate(usual)).toBeUndefined();
  });
});
