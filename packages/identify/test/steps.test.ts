import { stft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completed } from "../src/conclusion/complete.ts";
import { withExactSteps } from "../src/conclusion/steps.ts";
import { effortOf } from "../src/effort.ts";
import { placesOf } from "../src/search/places.ts";
import { searchLikely } from "../src/search/search.ts";
import { indexOf } from "../src/survey/index-lines.ts";
import { pairOf } from "../src/survey/pair.ts";
import { wantedOf } from "../src/wanted.ts";
import { conventionFor, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

describe("a logarithm stretched over whole numbers of 16 bits, from its own least to its own most", async () => {
  const { frames, bins, magnitude, phase } = stft(
    voice(8000, 3),
    conventionFor({ geometry: SMALL_GEOMETRY }),
  );
  const gain = 20 / magnitude.reduce((a, b) => Math.max(a, b), 0);
  const logs = Float64Array.from(magnitude, (a) => Math.log1p(gain * a));
  const least = logs.reduce((a, b) => Math.min(a, b));
  const step = (logs.reduce((a, b) => Math.max(a, b)) - least) / 65535;
  const stored = memory(
    "magnitude",
    frames,
    bins,
    logs.map((v) => Math.round((v - least) / step)),
    "uint16",
  );
  const angles = memory("phase", frames, bins, Float64Array.from(phase ?? []));
  const pair = await pairOf(stored, angles, await indexOf(stored, angles));
  const effort = effortOf();
  const [best] = searchLikely(await placesOf(pair, false, wantedOf(), effort), effort).found;

  it("has its rate, and what its own least took from it, from numbers that are near", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2e-3, max: 2e-3, noNaN: true }),
        fc.double({ min: 0.97, max: 1, noNaN: true }),
        (off, added) => {
          const near = { curve: "exp", rate: step * (1 + off), added } as const;
          const { scale } = withExactSteps(completed({ ...best, scale: near })).hypothesis;
          expect(scale.rate / step).toBeCloseTo(1, 4);
          expect(scale.added).toBeCloseTo(Math.exp(-least), 4);
        },
      ),
      { numRuns: 6 },
    );
  });
});
