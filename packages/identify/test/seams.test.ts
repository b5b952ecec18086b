import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seamsOf } from "../src/structure/seams.ts";
import { voice } from "./memory.ts";

const SIZE = 256;
const FRAMES = 60;

/** Frames side by side, in an order. */
function inOrder(audio: Float64Array, order: (t: number) => number): Float64Array {
  const z = new Float64Array(FRAMES * SIZE);
  for (let t = 0; t < FRAMES; t++) z.set(audio.subarray(order(t) * SIZE, (order(t) + 1) * SIZE), t * SIZE);
  return z;
}

describe("frames side by side", () => {
  it("go on from one to the next in their own order, and in no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(7, 11, 13, 17), (seed, stride) => {
        const audio = voice(FRAMES * SIZE, seed);
        const own = seamsOf(
          inOrder(audio, (t) => t),
          FRAMES,
          SIZE,
        )!;
        const other = seamsOf(
          inOrder(audio, (t) => (t * stride) % FRAMES),
          FRAMES,
          SIZE,
        )!;
        expect(own.surety).toBeGreaterThan(5);
        expect(other.surety).toBeLessThan(4);
        expect(own.step).toBeLessThan(0.3);
      }),
      { numRuns: 20 },
    );
  });

  it("are no frames that a window tapers", () => {
    const z = inOrder(voice(FRAMES * SIZE), (t) => t);
    const tapered = z.map((v, i) => v * (0.1 + Math.sin((Math.PI * (i % SIZE)) / SIZE)));
    expect(seamsOf(tapered, FRAMES, SIZE)).toBeUndefined();
  });

  it("are heard among loud and silent ones alike", () => {
    const audio = voice(FRAMES * SIZE, 5).map(
      (v, i) => v * (Math.floor(i / (6 * SIZE)) % 2 === 0 ? 1 : 0.02),
    );
    expect(
      seamsOf(
        inOrder(audio, (t) => t),
        FRAMES,
        SIZE,
      )!.surety,
    ).toBeGreaterThan(5);
  });
});
