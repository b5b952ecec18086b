import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConventionError, makeWindow, type WindowSpec, windowFamilies } from "../../src/index.ts";

interface OracleCase {
  readonly spec: WindowSpec;
  /** Where `samples` stand; null: everywhere. */
  readonly at: readonly number[] | null;
  readonly samples: readonly number[];
}

const oracle: readonly OracleCase[] = JSON.parse(
  readFileSync(new URL("./fixtures/windows.json", import.meta.url), "utf8"),
);

describe("windows against SciPy (and MATLAB's published formula of hanning)", () => {
  const families = [...new Set(oracle.map((each) => each.spec.family))];
  test.each(families)("%s equals it to 1e-12", (family) => {
    let worst = 0;
    let compared = 0;
    for (const { spec, at, samples } of oracle.filter((each) => each.spec.family === family)) {
      const window = makeWindow(spec);
      expect(window.length).toBe(spec.length);
      for (let i = 0; i < samples.length; i++) {
        worst = Math.max(worst, Math.abs(window[at === null ? i : at[i]] - samples[i]));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(150);
    expect(worst).toBeLessThan(1e-12);
  });

  test("every family but samples has an oracle", () => {
    const known = windowFamilies.map((each) => each.family).filter((family) => family !== "samples");
    expect([...families].sort()).toEqual([...known].sort());
  });
});

/** Any window that can be made. */
const anySpec: fc.Arbitrary<WindowSpec> = fc
  .tuple(
    fc.constantFrom(...windowFamilies),
    fc.integer({ min: 1, max: 300 }),
    fc.boolean(),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 6 }),
  )
  .map(([info, length, symmetric, share, weights]) => {
    const spec: WindowSpec = { family: info.family, length, symmetric };
    if (info.family === "samples")
      return { ...spec, values: Array.from({ length }, (_, n) => weights[n % weights.length]) };
    if (info.values !== undefined) return { ...spec, values: weights };
    if (info.parameter === undefined) return spec;
    const { minimum, maximum, aboveMinimum } = info.parameter;
    return {
      ...spec,
      parameter: minimum + share * Math.min(30, maximum - minimum) + (aboveMinimum === true ? 0.01 : 0),
    };
  });

describe("properties of every window", () => {
  test("finite, of its length, and symmetric where it says so", () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const window = makeWindow(spec);
        expect(window.length).toBe(spec.length);
        expect(window.every(Number.isFinite)).toBe(true);
        if (spec.symmetric && spec.family !== "samples") {
          expect([...window]).toEqual([...window].reverse());
        }
      }),
    );
  });

  test("the periodic window is the symmetric one of L + 1 without its last sample", () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        fc.pre(spec.family !== "samples" && spec.family !== "hanning" && spec.length > 1);
        const longer = makeWindow({ ...spec, length: spec.length + 1, symmetric: true });
        expect(makeWindow({ ...spec, symmetric: false })).toEqual(longer.subarray(0, spec.length));
      }),
    );
  });

  test("sqrt-hann squared is Hann; tukey runs from rectangular to Hann", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.boolean(), (length, symmetric) => {
        const hann = makeWindow({ family: "hann", length, symmetric });
        const root = makeWindow({ family: "sqrt-hann", length, symmetric });
        for (let n = 0; n < length; n++) expect(root[n] ** 2).toBeCloseTo(hann[n], 14);
        expect(makeWindow({ family: "tukey", length, symmetric, parameter: 1 })).toEqual(hann);
        const flat = makeWindow({ family: "tukey", length, symmetric, parameter: 0 });
        expect(flat).toEqual(makeWindow({ family: "rectangular", length, symmetric }));
      }),
    );
  });
});

describe("what cannot be made is refused with the field", () => {
  const hann: WindowSpec = { family: "hann", length: 8, symmetric: false };
  test.each<[string, WindowSpec]>([
    ["length", { ...hann, length: 0 }],
    ["length", { ...hann, length: 2.5 }],
    ["length", { ...hann, length: Number.NaN }],
    ["length", { ...hann, length: 2 ** 40 }],
    ["family", { ...hann, family: "han" as "hann" }],
    ["parameter", { ...hann, family: "kaiser" }],
    ["parameter", { ...hann, family: "kaiser", parameter: -1 }],
    ["parameter", { ...hann, family: "gaussian", parameter: 0 }],
    ["parameter", { ...hann, family: "general-hamming", parameter: Number.NaN }],
    ["parameter", { ...hann, family: "tukey", parameter: 1.5 }],
    ["values", { ...hann, family: "general-cosine", values: [] }],
    ["values", { ...hann, family: "samples", values: [1, 2, 3] }],
    ["values", { ...hann, family: "samples", length: 2, values: [1, Number.POSITIVE_INFINITY] }],
  ])("%s: %j", (field, spec) => {
    let thrown: unknown;
    try {
      makeWindow(spec);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConventionError);
    expect((thrown as ConventionError).field).toBe(`geometry.window.${field}`);
  });
});
