import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  audioLength,
  conventionFields,
  inverse,
  isUnspectroError,
  type PartialConvention,
  parseConvention,
  profiles,
  resolveConvention,
  storedBins,
  unflatten,
} from "../../src/index.ts";

/** Runs and answers what was thrown, if anything. */
function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Values that fields may well be given: right ones, wrong ones, extreme ones. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...conventionFields.flatMap(({ values }) => values ?? [])) },
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 70 }) },
  fc.constantFrom(
    0.5,
    -1,
    2 ** 24,
    2 ** 40,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    true,
    false,
    "",
    "hann",
  ),
  fc.array(fc.constantFrom("dc", "nyquist", 0.5, 1), { maxLength: 3 }),
);

const fields = fc.array(fc.tuple(fc.constantFrom(...conventionFields.map(({ path }) => path)), value), {
  maxLength: 5,
});

describe("whatever is given as a convention", () => {
  it("parses, or fails as a ConventionError", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.anything(),
          fields.map((pairs) => unflatten(new Map(pairs))),
        ),
        (input) => {
          const error = thrownBy(() => parseConvention(input));
          expect(error === undefined || isUnspectroError(error, "bad-convention")).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("resolves to a convention whose inverse runs, or fails with the field's name or the reason", () => {
    fc.assert(
      fc.property(
        fields,
        fc.constantFrom(undefined, ...profiles.map(({ id }) => id)),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        (pairs, profile, rows, columns) => {
          const given = unflatten(new Map(pairs));
          const error = thrownBy(() => {
            const { convention } = resolveConvention({
              given: parseConvention(given) as PartialConvention,
              ...(profile === undefined ? {} : { profile }),
              facts: { rows, columns },
            });
            if (audioLength(convention, 2) > 1e5) return;
            const bins = storedBins(convention.layout, convention.geometry.fftSize);
            const maker = inverse(convention, { frames: 2, bins });
            const count = maker.schedule.end - maker.schedule.first;
            const samples = [
              ...maker.push(new Float64Array(count * bins), new Float64Array(count * bins), count),
              ...maker.flush(),
            ];
            expect(samples).toHaveLength(audioLength(convention, 2));
            expect(samples.every(Number.isFinite)).toBe(true);
          });
          if (error !== undefined && !isUnspectroError(error)) throw error;
        },
      ),
      { numRuns: 600 },
    );
  });
});
