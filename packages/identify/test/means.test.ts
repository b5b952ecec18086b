import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areMeans } from "../src/repair/means.ts";
import { voice } from "./memory.ts";

const [size, hop, frames] = [256, 96, 60] as const;
const window = Float64Array.from(
  { length: size },
  (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / size),
);
const shape = { frames, size, hop, window, segment: { from: 0, to: size } };
const audio = voice(frames * hop + size, 3).map((sample, n) => sample + 0.05 * Math.sin(n / 700));
const whole = new Float64Array(frames * size);
const means = new Float64Array(frames);
for (let t = 0; t < frames; t++)
  for (let n = 0; n < size; n++) {
    whole[t * size + n] = window[n] * audio[t * hop + n];
    means[t] += audio[t * hop + n] / size;
  }

describe("numbers that frames were filled with", () => {
  it("are the means that a producer removed, whatever constant they lack", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (constant) => {
        const lacking = whole.map((sample, i) => sample - constant * window[i % size]);
        expect(
          areMeans(
            means.map((mean) => mean - constant),
            lacking,
            shape,
          ),
        ).toBe(true);
        // the constant may be in the one and not in the other
        expect(areMeans(means, lacking, shape)).toBe(true);
      }),
    );
  });

  it("are none where they are small beside the audio's own, which rounding asks for", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })), (numbers) => {
        const small = means.map(() => 1e-3 * numbers.next().value!);
        expect(areMeans(small, whole, shape)).toBe(false);
      }),
    );
  });
});
