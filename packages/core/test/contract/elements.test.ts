import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BinaryElement, decode, ELEMENT_BYTES, encode, isUnspectroError } from "../../src/plugin.ts";

const elements = Object.keys(ELEMENT_BYTES) as BinaryElement[];

/** Writes with DataView, which knows both byte orders. */
const set: Record<
  Exclude<BinaryElement, "float16">,
  (view: DataView, value: number, little: boolean) => void
> = {
  float32: (view, value, little) => view.setFloat32(0, value, little),
  float64: (view, value, little) => view.setFloat64(0, value, little),
  int8: (view, value) => view.setInt8(0, value),
  uint8: (view, value) => view.setUint8(0, value),
  int16: (view, value, little) => view.setInt16(0, value, little),
  uint16: (view, value, little) => view.setUint16(0, value, little),
  int32: (view, value, little) => view.setInt32(0, value, little),
  uint32: (view, value, little) => view.setUint32(0, value, little),
  int64: (view, value, little) => view.setBigInt64(0, BigInt(value), little),
  uint64: (view, value, little) => view.setBigUint64(0, BigInt(value), little),
};

function bytesOf(
  values: readonly number[],
  element: Exclude<BinaryElement, "float16">,
  little: boolean,
): Uint8Array {
  const size = ELEMENT_BYTES[element];
  const bytes = new Uint8Array(values.length * size);
  values.forEach((value, at) => {
    set[element](new DataView(bytes.buffer, at * size), value, little);
  });
  return bytes;
}

const limits: Record<string, readonly number[]> = {
  float32: [0, -0, 1.5, -3.4028234663852886e38, 1.401298464324817e-45, Number.POSITIVE_INFINITY, Number.NaN],
  float64: [0, Math.PI, 5e-324, -1.7976931348623157e308, Number.NaN],
  int8: [-128, 127, 0],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [65535],
  int32: [-2147483648, 2147483647],
  uint32: [4294967295],
  int64: [-(2 ** 63), 2 ** 53 - 1, -1, -4294967296, 2 ** 62],
  uint64: [2 ** 64 - 2048, 2 ** 53 - 1, 4294967296],
};

describe("numbers in bytes", () => {
  for (const element of elements.filter((name) => name !== "float16"))
    for (const littleEndian of [true, false])
      test(`decodes and encodes ${element} ${littleEndian ? "little" : "big"}-endian at any alignment`, () => {
        const values = limits[element];
        const many = Array.from({ length: 5000 }, (_, at) => values[at % values.length]);
        const bytes = bytesOf(many, element, littleEndian);
        for (const shift of [0, 1, 3, 4, 8]) {
          const shifted = new Uint8Array(bytes.length + shift);
          shifted.set(bytes, shift);
          const into = new Float64Array(many.length + 2).fill(7);
          decode(shifted, shift, many.length, { element, littleEndian }, into, 1);
          expect(into[0]).toBe(7);
          expect([...into.subarray(1, 1 + many.length)]).toEqual(many);
          expect(into[many.length + 1]).toBe(7);
        }
        const encoded = new Uint8Array(bytes.length);
        encode(Float64Array.from(many), 0, many.length, { element, littleEndian }, encoded);
        expect(encoded).toEqual(bytes);
      });

  test("knows IEEE half floats by their landmarks", () => {
    // Bits and values from the table of IEEE 754-2019 binary16.
    const landmarks: [number, number][] = [
      [0x0000, 0],
      [0x0001, 2 ** -24],
      [0x03ff, 2 ** -14 - 2 ** -24],
      [0x0400, 2 ** -14],
      [0x3555, 0.333251953125],
      [0x3c00, 1],
      [0x3c01, 1 + 2 ** -10],
      [0x7bff, 65504],
      [0x7c00, Number.POSITIVE_INFINITY],
      [0xc000, -2],
      [0xfc00, Number.NEGATIVE_INFINITY],
    ];
    for (const littleEndian of [true, false]) {
      const storage = { element: "float16", littleEndian } as const;
      for (const [bits, value] of landmarks) {
        const bytes = new Uint8Array(2);
        new DataView(bytes.buffer).setUint16(0, bits, littleEndian);
        const into = new Float64Array(1);
        decode(bytes, 0, 1, storage, into);
        expect(into[0]).toBe(value);
        const out = new Uint8Array(2);
        encode(Float64Array.of(value), 0, 1, storage, out);
        expect(out).toEqual(bytes);
      }
    }
  });

  test("gives all 65536 half floats back bit by bit, NaN aside", () => {
    const bits = Uint16Array.from({ length: 65536 }, (_, at) => at);
    const storage = { element: "float16", littleEndian: true } as const;
    const values = new Float64Array(65536);
    decode(new Uint8Array(bits.buffer), 0, 65536, storage, values);
    const back = new Uint16Array(65536);
    encode(values, 0, 65536, storage, new Uint8Array(back.buffer));
    for (let at = 0; at < 65536; at++)
      if (Number.isNaN(values[at])) expect(at & 0x7c00).toBe(0x7c00);
      else expect(back[at]).toBe(at);
  });

  test("rounds to the nearest half float, ties to even, without rounding twice", () => {
    const round = (value: number) => {
      const bytes = new Uint8Array(2);
      encode(Float64Array.of(value), 0, 1, { element: "float16", littleEndian: true }, bytes);
      const into = new Float64Array(1);
      decode(bytes, 0, 1, { element: "float16", littleEndian: true }, into);
      return into[0];
    };
    expect(round(1 + 2 ** -11)).toBe(1);
    expect(round(1 + 3 * 2 ** -11)).toBe(1 + 2 ** -9);
    // By way of float32 this would be a tie and fall to 1.
    expect(round(1 + 2 ** -11 + 2 ** -40)).toBe(1 + 2 ** -10);
    expect(round(65519.999)).toBe(65504);
    expect(round(65520)).toBe(Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10));
        expect(Math.abs(round(value) - value)).toBeLessThanOrEqual(step / 2 + 1e-12 * step);
      }),
    );
  });

  test.each([
    ["int8", 128],
    ["uint8", -1],
    ["int16", 40000],
    ["uint64", 2 ** 64],
    ["int32", Number.NaN],
  ] as const)("refuses to wrap: %s cannot hold %d", (element, value) => {
    let error: unknown;
    try {
      encode(Float64Array.of(value), 0, 1, { element, littleEndian: true }, new Uint8Array(8));
    } catch (thrown) {
      error = thrown;
    }
    expect(isUnspectroError(error, "not-writable")).toBe(true);
  });
});
