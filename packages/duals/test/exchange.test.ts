import { isUnspectroError, makeWindow } from "@unspectro/core";
import { arraySink, bytesFromArray } from "@unspectro/io";
import { npy } from "@unspectro/npy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bankFromJson,
  bankFromSource,
  bankSource,
  bankToJson,
  describeBank,
  inverseSpace,
  lappedBank,
  modulatedBank,
  throughBanks,
  windowFromSource,
  windowSource,
} from "../src/index.ts";
import { noise } from "./helpers.ts";

const sine = makeWindow({ family: "sine", length: 24, symmetric: true });
const bank = modulatedBank(sine, 14, 8);

describe("banks in JSON", () => {
  test("come back with every digit, analysis and synthesis, complex and real", () => {
    for (const each of [bank, lappedBank(sine, 12), describeBank(inverseSpace(bank)).bank]) {
      expect(bankFromJson(JSON.parse(JSON.stringify(bankToJson(each))))).toEqual(each);
    }
  });

  test.each([
    ["version", {}],
    ["version", null],
    ["decimation", { version: 1, decimation: 0, filters: [{ real: [1] }] }],
    ["delay", { version: 1, decimation: 1, delay: -1, filters: [{ real: [1] }] }],
    ["filters", { version: 1, decimation: 1, filters: [] }],
    ["filters[0].real", { version: 1, decimation: 1, filters: [{}] }],
    ["filters[1].real", { version: 1, decimation: 1, filters: [{ real: [1, 2] }, { real: [1] }] }],
    ["filters[0].imaginary", { version: 1, decimation: 1, filters: [{ real: [1, 2], imaginary: ["a", 1] }] }],
  ])("what is none is refused, naming %s", (field, json) => {
    expect(() => bankFromJson(json)).toThrowError(expect.objectContaining({ code: "bad-header" }));
    expect(() => bankFromJson(json)).toThrowError(field);
  });

  test("nothing that JSON can say makes it throw anything else", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        try {
          bankFromJson(json);
        } catch (error) {
          expect(isUnspectroError(error)).toBe(true);
        }
      }),
    );
  });
});

describe("banks and windows as arrays", () => {
  test.each([{}, { frameAxis: 1 }, { order: "columns" }] as const)(
    "a bank through .npy, written %j",
    async (options) => {
      const sink = arraySink("bank.npy");
      await npy.write!([{ name: "bank", source: bankSource(bank) }], sink, options);
      const source = await npy.open(bytesFromArray(sink.bytes()));
      const back = await bankFromSource(source, 8);
      if ("frameAxis" in options) expect([back.channels, back.length]).toEqual([24, 14]);
      else expect(back).toEqual(bank);
    },
  );

  test("a window through .npy as a plain list, a row and a column", async () => {
    for (const shape of ["(24,)", "(1, 24)", "(24, 1)"]) {
      const source = await npy.open(bytesFromArray(npyBytes(sine, shape)), { vector: true });
      expect(await windowFromSource(source)).toEqual(sine);
    }
  });

  test("a window written is the window read", async () => {
    const sink = arraySink("window.npy");
    await npy.write!([{ name: "window", source: windowSource(sine) }], sink);
    expect(await windowFromSource(await npy.open(bytesFromArray(sink.bytes())))).toEqual(sine);
  });

  test("a matrix is no window; a list is no spectrogram", async () => {
    const matrix = await npy.open(bytesFromArray(npyBytes(sine, "(4, 6)")));
    await expect(windowFromSource(matrix)).rejects.toThrowError(
      expect.objectContaining({ code: "bad-shape" }),
    );
    await expect(async () => npy.open(bytesFromArray(npyBytes(sine, "(24,)")))).rejects.toThrowError(
      expect.objectContaining({ code: "bad-shape" }),
    );
  });

  test("taps that are not finite are refused", async () => {
    const bad = sine.slice();
    bad[3] = Number.NaN;
    const source = await npy.open(bytesFromArray(npyBytes(bad, "(1, 24)")));
    await expect(bankFromSource(source, 2)).rejects.toThrowError(
      expect.objectContaining({ code: "not-finite" }),
    );
  });
});

describe("streams", () => {
  const inverse = describeBank(inverseSpace(bank, { frames: 5 })).bank;

  test("any cut into blocks gives the same frames and samples", async () => {
    const { bankAnalyser, bankSynthesiser } = await import("../src/index.ts");
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
        fc.boolean(),
        (cuts, complex) => {
          const count = cuts.reduce((sum, cut) => sum + cut, 0);
          const signal = noise(count * (complex ? 2 : 1));
          const whole = bankAnalyser(bank, complex).push(signal);
          const analyser = bankAnalyser(bank, complex);
          const synthesiser = bankSynthesiser(inverse, complex);
          const frames: number[] = [];
          const samples: number[] = [];
          let at = 0;
          for (const cut of cuts) {
            const some = analyser.push(signal.subarray(at, at + cut * (complex ? 2 : 1)));
            at += cut * (complex ? 2 : 1);
            frames.push(...some);
            samples.push(...synthesiser.push(some));
          }
          expect(frames).toEqual([...whole]);
          expect(samples).toEqual([...bankSynthesiser(inverse, complex).push(whole)]);
        },
      ),
    );
  });

  test("a signal of any length comes back whole", () => {
    for (const length of [0, 1, 7, 8, 9, 100]) {
      const signal = noise(length);
      const back = throughBanks(bank, inverse, signal);
      expect(back.length).toBe(length);
      signal.forEach((value, n) => {
        expect(Math.abs(back[n] - value)).toBeLessThan(1e-13);
      });
    }
  });

  test("frames that are no whole frames are refused", async () => {
    const { bankAnalyser, bankSynthesiser } = await import("../src/index.ts");
    expect(() => bankSynthesiser(bank).push(new Float64Array(3))).toThrowError(
      expect.objectContaining({ code: "does-not-fit" }),
    );
    expect(() => bankAnalyser(bank, true).push(new Float64Array(3))).toThrowError(
      expect.objectContaining({ code: "does-not-fit" }),
    );
  });
});

/** A version 1 .npy of float64. */
function npyBytes(values: Float64Array, shape: string): Uint8Array {
  const dict = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`;
  const text = `${dict.padEnd(117)}\n`;
  const head = Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, text.length, 0);
  return Uint8Array.of(...head, ...new TextEncoder().encode(text), ...new Uint8Array(values.slice().buffer));
}
