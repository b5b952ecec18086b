import { type BinaryElement, ELEMENT_BYTES, HOST_LITTLE_ENDIAN, type Storage, swapBytes } from "./element.ts";
import { FormatError } from "./errors.ts";
import type { Numbers } from "./source.ts";

/**
 * Encodes `count` numbers of `from`, from index `start`, into the first bytes of `into`. Floats round to nearest,
 * ties to even; integers round to nearest, and a number they cannot hold is refused rather than wrapped.
 *
 * @throws FormatError `not-writable` for a number that an integer element cannot hold
 *
 * @example
 * ```ts
 * import { encode } from "@unspectro/core/plugin";
 *
 * const bytes = new Uint8Array(4);
 * encode(Float64Array.of(1, -2), 0, 2, { element: "int16", littleEndian: false }, bytes);
 * console.log(bytes); // 0, 1, 255, 254
 * ```
 */
export function encode(
  from: Numbers,
  start: number,
  count: number,
  storage: Storage,
  into: Uint8Array,
): void {
  const { element } = storage;
  const size = ELEMENT_BYTES[element];
  const swapped = size > 1 && storage.littleEndian !== HOST_LITTLE_ENDIAN;
  for (let done = 0; done < count; ) {
    const piece = Math.min(count - done, CHUNK / size);
    const numbers = from.subarray(start + done, start + done + piece);
    const bytes = chunkBytes.subarray(0, piece * size);
    convert(numbers, element);
    if (swapped) swapBytes(bytes, size);
    into.set(bytes, done * size);
    done += piece;
  }
}

const CHUNK = 16384;
const chunk = new ArrayBuffer(CHUNK);
const chunkBytes = new Uint8Array(chunk);
const views = {
  float32: new Float32Array(chunk),
  float64: new Float64Array(chunk),
  int8: new Int8Array(chunk),
  int16: new Int16Array(chunk),
  int32: new Int32Array(chunk),
  uint8: chunkBytes,
  uint16: new Uint16Array(chunk),
  uint32: new Uint32Array(chunk),
};

function convert(numbers: Numbers, element: BinaryElement): void {
  switch (element) {
    case "float32":
    case "float64":
      views[element].set(numbers);
      return;
    case "float16":
      for (let i = 0; i < numbers.length; i++) views.uint16[i] = halfBits(numbers[i]);
      return;
    case "int64":
    case "uint64":
      writeWide(numbers, element);
      return;
    default:
      for (let i = 0; i < numbers.length; i++) views[element][i] = whole(numbers[i], element);
  }
}

function writeWide(numbers: Numbers, element: "int64" | "uint64"): void {
  const first = HOST_LITTLE_ENDIAN ? 0 : 1;
  for (let i = 0; i < numbers.length; i++) {
    const value = whole(numbers[i], element);
    const high = Math.floor(value / 4294967296);
    views.uint32[2 * i + first] = value - high * 4294967296;
    views.uint32[2 * i + 1 - first] = high;
  }
}

type IntegerElement = Exclude<BinaryElement, "float16" | "float32" | "float64">;

/** The lowest value of an integer element, and the first one above its highest. */
function integerRange(element: IntegerElement): readonly [low: number, above: number] {
  const bits = 8 * ELEMENT_BYTES[element];
  return element.startsWith("u") ? [0, 2 ** bits] : [-(2 ** (bits - 1)), 2 ** (bits - 1)];
}

function whole(value: number, element: IntegerElement): number {
  const [low, above] = ranges[element];
  const rounded = Math.round(value);
  if (rounded >= low && rounded < above) return rounded;
  throw new FormatError("not-writable", `${value} does not fit ${element}`, {
    expected: `${low} to ${above - 1}`,
    found: String(value),
    advice: "write floats, or scale the values into this range first",
  });
}

const ranges: Readonly<Record<IntegerElement, readonly [number, number]>> = {
  int8: integerRange("int8"),
  int16: integerRange("int16"),
  int32: integerRange("int32"),
  int64: integerRange("int64"),
  uint8: integerRange("uint8"),
  uint16: integerRange("uint16"),
  uint32: integerRange("uint32"),
  uint64: integerRange("uint64"),
};

const double = new Float64Array(1);
const doubleWords = new Uint32Array(double.buffer);

/** IEEE 754 binary16, straight from the float64: rounding twice, by way of float32, would miss ties. */
function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  double[0] = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  if (double[0] >= 65520) return sign | 0x7c00;
  if (double[0] < 2 ** -14) return sign | toEven(double[0] * 2 ** 24);
  const exponent = (doubleWords[HOST_LITTLE_ENDIAN ? 1 : 0] >>> 20) - 1023;
  // A fraction that rounds up to 2048 carries into the exponent, as it must.
  return sign | (((exponent + 15) << 10) + toEven(double[0] * 2 ** (10 - exponent)) - 1024);
}

function toEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
