import type { FrameSource } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

const BINS = 129;
const geometry = { fftSize: 256, hop: 64, window: { family: "hann", symmetric: true, length: 256 } } as const;

/** Decibels over the uppermost `span`, and angles from -pi to pi, both as 0 to 255: zero lies between 127 and 128. */
async function bytesOf(
  audio: Float64Array,
  span: number,
  names: readonly [string, string],
): Promise<FrameSource[]> {
  const { magnitude, phase } = filesOf(audio, conventionFor({ geometry }));
  const { frames } = magnitude;
  const amplitudes = new Float64Array(frames * BINS);
  const angles = new Float64Array(frames * BINS);
  await magnitude.read(0, frames, amplitudes);
  await phase.read(0, frames, angles);
  const top = amplitudes.reduce((a, b) => Math.max(a, b), 0);
  const levels = amplitudes.map((a) => (255 * Math.max(0, 20 * Math.log10(a / top + 1e-12) + span)) / span);
  const steps = angles.map((angle) => ((angle + Math.PI) / (2 * Math.PI)) * 255);
  return [levels, steps].map((data, i) => memory(names[i], frames, BINS, data.map(Math.round), "uint8"));
}

describe("bytes of decibels with bytes of angles", () => {
  it.each([0, 1] as const)("are told apart and read, magnitudes in file %d", async (which) => {
    const files = await bytesOf(voice(16_000), 60, ["a", "b"]);
    const answer = await identify({ first: files[which], second: files[1 - which] });
    expect(answer.magnitude).toBe(which);
    expect(answer.verdict).toBe("identified");
    expect(answer.convention?.geometry).toMatchObject({ fftSize: 256, hop: 64, window: { family: "hann" } });
  });
});
