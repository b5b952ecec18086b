import { makeWindow, type WindowSpec } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf, ratioOf } from "../src/consistency/evidence.ts";
import { explainedBy } from "../src/consistency/gram.ts";
import { goalOf } from "../src/window/fit.ts";
import { golden } from "../src/window/golden.ts";
import { alongValley } from "../src/window/valley.ts";
import { voice } from "./memory.ts";

const SIZE = 256;
const HOP = 80;
const FRAMES = 60;
const LENGTH = 200;
const FIRST = 20;
const audio = voice(FRAMES * HOP + SIZE, 5);
const errors = voice(FRAMES * SIZE + 977, 9);

function placed(spec: WindowSpec, offset: number): Float64Array {
  const window = new Float64Array(SIZE);
  window.set(makeWindow(spec), offset);
  return window;
}

/** Frames under a window, with errors of their own. */
function framesOf(window: Float64Array, level: number): Float64Array {
  return Float64Array.from({ length: FRAMES * SIZE }, (_, i) => {
    const n = i % SIZE;
    return window[n] * audio[Math.floor(i / SIZE) * HOP + n] + level * (errors[i] - errors[i + 977]);
  });
}

describe("a Kaiser window in files with errors", () => {
  it("comes to its length from a shorter one, whose parameter makes up for it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 6, max: 11, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (parameter, shorter) => {
          const spec = { family: "kaiser", symmetric: false, length: LENGTH, parameter } as const;
          const evidence = evidenceOf(framesOf(placed(spec, FIRST), 1e-5), FRAMES, SIZE, HOP)!;
          const { grams, fit } = evidence;
          const near = (value: number): WindowSpec => ({
            ...spec,
            length: LENGTH - 2 * shorter,
            parameter: value,
          });
          const left = (value: number): number =>
            ratioOf(explainedBy(placed(near(value), FIRST + shorter), grams), grams, fit);
          const value = golden(left, 0.7 * parameter, 1.1 * parameter);
          const start = { spec: near(value), offset: FIRST + shorter, ratio: left(value) };
          const goal = goalOf(evidence.ratio, FRAMES);
          expect(start.ratio).toBeGreaterThan(goal);
          const found = alongValley({ ...start, runnerUp: undefined, shapes: [] }, evidence, FRAMES);
          expect(found.ratio).toBeLessThanOrEqual(goal);
          // a symmetric window of one more is the same but for its last sample
          expect(Math.abs(found.spec.length - LENGTH)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 8 },
    );
  });
});
