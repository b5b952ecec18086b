import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, filesOf, voice } from "./memory.ts";

const geometry = {
  fftSize: 256,
  hop: 224,
  window: { family: "tukey", length: 256, symmetric: false, parameter: 0.25 },
  start: "zero",
  padding: "none",
  tail: "fit",
} as const;

describe("frames whose means were removed", () => {
  it("are found though they overlap by an eighth, as `scipy.signal.spectrogram` has them", async () => {
    const low = voice(27_000, 8).map((v, n) => v + 0.6 * Math.sin(n / 90) + 0.3 * Math.sin(n / 37));
    const files = filesOf(low, conventionFor({ geometry, encoding: { detrend: "frame-mean" } }));
    const { verdict, convention, residual } = await identify({
      first: files.magnitude,
      second: files.phase,
    });
    expect(verdict).toBe("identified");
    expect(convention?.encoding.detrend).toBe("frame-mean");
    const { fftSize, hop, window } = geometry;
    expect(convention?.geometry).toMatchObject({ fftSize, hop, window });
    expect(residual).toBeLessThan(1e-4);
  });
});
