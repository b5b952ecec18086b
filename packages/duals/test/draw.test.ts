import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ticks } from "../src/draw/plot.ts";
import { drawDuals, synthesisWindow } from "../src/index.ts";
import { anyFrame, namedFrame } from "./helpers.ts";

describe("drawDuals", () => {
  test("names every curve, and shows nothing that is no number", () => {
    const frame = namedFrame("hann", 2048, 2048, 512);
    const duals = (["canonical", "smooth", "short"] as const).map((name) => ({
      name,
      dual: synthesisWindow(frame, name),
    }));
    const svg = drawDuals(frame, duals, 'Hann <4096> & "duals"');
    for (const name of ["analysis", "canonical", "smooth", "short"])
      expect(svg.split(`>${name}<`).length).toBe(3);
    expect(svg).toContain("Hann &#60;4096&#62; &#38; &#34;duals&#34;");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.length).toBeLessThan(400_000);
  });

  test("any window can be drawn", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const svg = drawDuals(frame, [{ name: "dual", dual: { window: frame.window } }], "any");
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 40 },
    );
  });

  test("ticks are round, rising, and inside", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
        (from, width) => {
          const marks = ticks(from, from + width);
          expect(marks.length).toBeGreaterThan(2);
          expect(marks.length).toBeLessThan(12);
          for (const mark of marks) {
            expect(mark).toBeGreaterThanOrEqual(from - 1e-8 * width);
            expect(mark).toBeLessThanOrEqual(from + width * (1 + 1e-8));
          }
        },
      ),
    );
  });
});
