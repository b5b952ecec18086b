import { describe, expect, it } from "vitest";
import { findEdges } from "../src/edges/edges.ts";
import { voice } from "./memory.ts";

const SIZE = 64;
const HOP = 16;
const FRAMES = 60;
const PERIOD = FRAMES * HOP;

/** Edges of a periodic or unrepeated sound whose frames go round or not. */
function edgesOf(sound: (n: number) => number, round: boolean): ReturnType<typeof findEdges> {
  const window = Float64Array.from({ length: SIZE }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / SIZE));
  const at = (n: number): number => sound(round ? ((n % PERIOD) + PERIOD) % PERIOD : n);
  const frames = (first: number, count: number): Float64Array =>
    Float64Array.from({ length: count * SIZE }, (_, i) => {
      const n = i % SIZE;
      return window[n] * at((first + Math.floor(i / SIZE)) * HOP + n - SIZE / 2);
    });
  return findEdges({
    head: frames(0, 12),
    headFrames: 12,
    tail: frames(FRAMES - 12, 12),
    tailFrames: 12,
    frames: FRAMES,
    size: SIZE,
    hop: HOP,
    window,
    offset: 0,
    length: SIZE,
    precision: 1e-7,
    noise: 1e-14,
  });
}

describe("a first frame that holds the end of the audio", () => {
  it("is told from a tone, which fits everywhere", () => {
    const audio = voice(PERIOD, 4);
    expect(edgesOf((n) => audio[n], true).padding).toBe("circular");
    const tone = (n: number): number =>
      Math.sin((2 * Math.PI * n) / 20) + 0.3 * Math.cos((6 * Math.PI * n) / 20);
    expect(edgesOf(tone, false).padding).not.toBe("circular");
  });
});
