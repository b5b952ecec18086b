import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenly, isBetter } from "../src/encoding/left.ts";

const left = fc.record({
  ratio: fc.double({ min: 1e-14, max: 2, noNaN: true }),
  stretch: fc.double({ min: -40, max: 40, noNaN: true }),
});

describe("which of two scales does better", () => {
  it("is one of them at most, and none against itself", () => {
    fc.assert(
      fc.property(left, left, (a, b) => {
        expect(isBetter(a, b) && isBetter(b, a)).toBe(false);
        expect(isBetter(a, a)).toBe(false);
      }),
    );
  });

  it("is the one that leaves far less, however far it stretches", () => {
    fc.assert(
      fc.property(left, left, fc.double({ min: 3.01, max: 1e9, noNaN: true }), (a, b, more) => {
        expect(isBetter(a, { ratio: a.ratio * more, stretch: b.stretch })).toBe(true);
      }),
    );
  });

  it("is the one that stretches less where both leave about as much: the other only makes noise small", () => {
    fc.assert(
      fc.property(left, fc.double({ min: 0.34, max: 1, noNaN: true }), (a, less) => {
        const stretched = { ratio: a.ratio * less, stretch: a.stretch + 2 };
        expect(isBetter(stretched, a)).toBe(false);
        expect(evenly(stretched)).toBeGreaterThan(evenly(a));
      }),
    );
  });
});
