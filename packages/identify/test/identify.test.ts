import { istft } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { accountOf, identify } from "../src/index.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

describe("two files, no hint", () => {
  const audio = voice(30000);
  const convention = conventionFor({
    geometry: {
      fftSize: 512,
      hop: 160,
      window: { family: "hamming", length: 400, symmetric: false },
      placement: "centre",
      start: "half-fft",
      padding: "reflect",
      tail: "fit",
    },
  });
  const { magnitude, phase } = filesOf(audio, convention);

  it("are told apart, whichever comes first", async () => {
    expect((await identify({ first: magnitude, second: phase })).magnitude).toBe(0);
    expect((await identify({ first: phase, second: magnitude })).magnitude).toBe(1);
  });

  it("tell FFT size, hop, window, edges and the exact length", async () => {
    const found = await identify({ first: magnitude, second: phase });
    expect(found.verdict).toBe("identified");
    expect(found.convention?.geometry).toMatchObject({
      fftSize: 512,
      hop: 160,
      window: { family: "hamming", length: 400, symmetric: false },
      placement: "centre",
      padding: "reflect",
      length: 30000,
    });
  });

  it("give the audio back", async () => {
    const found = await identify({ first: magnitude, second: phase });
    const stored = new Float64Array(magnitude.frames * magnitude.bins);
    const angles = new Float64Array(stored.length);
    await magnitude.read(0, magnitude.frames, stored);
    await phase.read(0, phase.frames, angles);
    const rebuilt = istft(
      { frames: magnitude.frames, bins: magnitude.bins, magnitude: stored, phase: angles },
      found.convention!,
    );
    let worst = 0;
    for (let n = 0; n < audio.length; n++) worst = Math.max(worst, Math.abs(rebuilt[n] - audio[n]));
    expect(worst).toBeLessThan(1e-9);
  });

  it("are accounted for in words", async () => {
    const lines = accountOf(await identify({ first: magnitude, second: phase })).join("\n");
    expect(lines).toContain("160 samples");
    expect(lines).toContain("Hamming, periodic, 400 samples");
    expect(lines).toContain("Verdict: identified");
  });
});

describe("a short window in a long buffer, phases of absolute time", () => {
  it("keeps every sample: frames are not taken to begin before the audio", async () => {
    const audio = voice(24000, 5);
    const convention = conventionFor({
      encoding: { phase: { origin: "signal-start" } },
      geometry: {
        fftSize: 400,
        hop: 130,
        window: { family: "hann", length: 300, symmetric: true },
        placement: 50,
        start: "zero",
        padding: "none",
        tail: "fit",
      },
    });
    const { magnitude, phase } = filesOf(audio, convention);
    const found = await identify({ first: magnitude, second: phase });
    expect(found.convention?.geometry).toMatchObject({ hop: 130, placement: "centre", start: 0 });
    expect(found.convention?.encoding.phase.origin).toBe("signal-start");
  });
});

describe("numbers that no convention explains", () => {
  it("are refused, and no convention is called certain", async () => {
    const noise = voice(120 * 129, 7);
    const magnitudes = Float64Array.from({ length: 120 * 129 }, (_, i) =>
      Math.abs(noise[(i * 7919) % noise.length]),
    );
    const angles = Float64Array.from({ length: 120 * 129 }, (_, i) => {
      const x = Math.sin(i * 12.9898) * 43758.5453;
      return 2 * Math.PI * (x - Math.floor(x)) - Math.PI;
    });
    const found = await identify({
      first: memory("one", 120, 129, magnitudes),
      second: memory("two", 120, 129, angles),
    });
    expect(found.verdict).toBe("unidentifiable");
    expect(found.confidence).toBeLessThan(0.1);
    expect(found.advice.join(" ")).toMatch(/FFT size/);
  }, 60_000);
});

describe("audio padded at both ends", () => {
  const fftSize = 512;
  const hop = 128;

  // frames of which the last one begins 0, 1 and hop - 1 samples before the audio's padding would allow another
  it.each([64 * hop, 64 * hop + 1, 65 * hop - 1])(
    "of %i samples keeps its exact length and edges",
    async (length) => {
      for (const padding of ["zeros", "reflect"] as const) {
        const convention = conventionFor({
          geometry: {
            fftSize,
            hop,
            window: { family: "hann", length: fftSize },
            start: "half-fft",
            padding,
            tail: "fit",
          },
        });
        const audio = voice(length + 4000).subarray(4000); // sounding at once
        const { magnitude, phase } = filesOf(audio, convention);
        const found = await identify({ first: magnitude, second: phase });
        expect(found.convention?.geometry).toMatchObject({ start: "half-fft", padding, length });
      }
    },
  );
});

describe("windows whose ends fade out", () => {
  // [family, length, parameter] in an FFT of 800 samples: the frames show them shorter than they are
  it.each([
    ["tukey", 740, 0.7],
    ["tukey", 741, 0.4],
    ["gaussian", 781, 118],
  ] as const)("%s of %d samples is found whole", async (family, length, parameter) => {
    const window = { family, length, symmetric: false, parameter };
    const convention = conventionFor({ geometry: { fftSize: 800, hop: 200, window, placement: "centre" } });
    const { magnitude, phase } = filesOf(voice(40_000), convention);
    const found = await identify({ first: magnitude, second: phase });
    expect(found.verdict).toBe("identified");
    expect(found.residual).toBeLessThan(1e-5);
    expect(found.convention?.geometry.window).toMatchObject({ family });
    expect(found.convention?.geometry.window.parameter).toBeCloseTo(parameter, family === "gaussian" ? 0 : 2);
  });
});
