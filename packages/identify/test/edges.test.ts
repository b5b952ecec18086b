import fc from "fast-check";
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

describe("the end of a file with errors", () => {
  const window = Float64Array.from(
    { length: SIZE },
    (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / SIZE),
  );
  const errors = voice(5000, 11);

  /**
   * Edges of a sound whose first sample stands so many samples after that of the first frame.
   *
   * @param level of the files' errors
   * @param precision the share of the signal that frames disagree by
   */
  function endsOf(
    sound: (n: number) => number,
    hop: number,
    before: number,
    level: number,
    precision: number,
  ): ReturnType<typeof findEdges> {
    const error = (i: number): number => level * (errors[i % 4000] - errors[(i % 4000) + 977]);
    let noise = 0;
    for (let i = 0; i < 4000; i++) noise += error(i) ** 2 / 4000;
    const frames = (first: number, count: number): Float64Array =>
      Float64Array.from({ length: count * SIZE }, (_, i) => {
        const n = (first + Math.floor(i / SIZE)) * hop + (i % SIZE) - before;
        return window[i % SIZE] * sound(n) + error(i + first * SIZE);
      });
    return findEdges({
      head: frames(0, 12),
      headFrames: 12,
      tail: frames(FRAMES - 12, 12),
      tailFrames: 12,
      frames: FRAMES,
      size: SIZE,
      hop,
      window,
      offset: 0,
      length: SIZE,
      precision,
      noise,
    });
  }

  it("is where a fade ends that is fainter than the errors of single samples, or a few samples before", () => {
    const hop = 48;
    const hiss = voice(5000, 7);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(1500), (short, from) => {
        const length = (FRAMES - 1) * hop + SIZE - short;
        const sound = (n: number): number =>
          n < length ? Math.min(1, (length - n) / 400) ** 2 * (hiss[from + n] - hiss[from + n + 211]) : 0;
        const found = endsOf(sound, hop, 0, 3e-4, 0.02);
        expect(found.length ?? length).toBeGreaterThanOrEqual(length - hop / 2);
      }),
    );
  });

  it("is no sample about which a steady tone nearly mirrors itself", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (step, turn) => {
          const hop = 48;
          // frames end before the mirror image begins
          const last = (FRAMES - 1) * hop + 40;
          const tone = (n: number): number =>
            (1 + 0.05 * Math.sin((n - last) / 30)) * Math.sin(step * n + turn);
          const sound = (n: number): number => (n < 0 ? tone(-n) : n > last ? tone(2 * last - n) : tone(n));
          const found = endsOf(sound, hop, SIZE / 2, 1e-4, 0.012);
          expect(found.padding).toBe("reflect");
          expect(found.length).toBeGreaterThan(last);
        },
      ),
    );
  });
});
