import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeSpan } from "../src/curve/whole-span.ts";
import { magnitudeFacts } from "../src/encoding/facts.ts";
import { DECIBEL } from "../src/encoding/scale.ts";

const facts = magnitudeFacts(Float64Array.from({ length: 256 }, (_, i) => i));
const rateOf = (span: number): number => (span * DECIBEL) / 255;

describe("the span of a picture of decibels", () => {
  it("comes to the whole number at which frames agree best, from a few decibels away", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 140 }), fc.integer({ min: -6, max: 6 }), (truth, off) => {
        const ratio = ({ rate }: { rate: number }): number =>
          1e-4 * (1 + ((rate / rateOf(truth) - 1) * 40) ** 2);
        const found = wholeSpan({ curve: "exp", rate: rateOf(truth + off) }, facts, ratio);
        const span = (found.rate * 255) / DECIBEL;
        expect(Math.abs(span - truth)).toBeLessThan(1.5);
        expect(ratio(found)).toBeLessThanOrEqual(ratio({ rate: rateOf(truth + off) }));
      }),
    );
  });

  it("that is no whole number stays", () => {
    const scale = { curve: "exp", rate: rateOf(80.4) } as const;
    expect(wholeSpan(scale, facts, ({ rate }) => rate)).toBe(scale);
  });
});
