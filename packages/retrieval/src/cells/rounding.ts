import type { ElementType } from "@unspectro/core/plugin";
import { stepsOf } from "../repair/steps.ts";

/** How the numbers of a file were rounded. */
export type Rounding =
  /** To whole multiples of a step: integers, levels of a picture. */
  | { readonly kind: "steps"; readonly step: number }
  /** To so many decimals. */
  | { readonly kind: "decimals"; readonly decimals: number }
  /** To so many significant decimal digits. */
  | { readonly kind: "digits"; readonly digits: number }
  /** To so many significant bits: 11 of float16, 24 of float32, 53 of float64. */
  | { readonly kind: "bits"; readonly bits: number };

/** Numbers looked at for their digits. */
const LOOKED_AT = 4096;
/** More decimal digits than these are no rounding that anyone chose. */
const MOST_DIGITS = 8;
/** Bits of a float32's significand, of a float64's, and those of float16's that are zero in a float32. */
const SINGLE = 24;
const DOUBLE = 53;
const HALF_ZEROS = 13;

/** Finds out how numbers were rounded, from plenty of them. */
export function roundingOf(values: Float64Array, element: ElementType): Rounding {
  const stride = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some = values.filter((v, i) => i % stride === 0 && v !== 0 && Number.isFinite(v));
  const bits = bitsOf(some);
  const steps = stepsOf(values);
  // half precision has few values between 64 and 128, say, all a step apart: but smaller steps below
  const largest = some.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const spacing = 2 ** (Math.floor(Math.log2(largest)) + 1 - Math.max(SINGLE - HALF_ZEROS, bits));
  if (steps !== undefined && steps.step > 1.5 * spacing) return { kind: "steps", step: steps.step };
  if (element.includes("int") || (some.length > 0 && some.every(Number.isInteger)))
    return { kind: "steps", step: 1 };
  if (bits < DOUBLE) return { kind: "bits", bits };
  return decimalsOf(some) ?? { kind: "bits", bits };
}

/** How far a stored number may be from what it was. */
export function errorOf(rounding: Rounding): (stored: number) => number {
  switch (rounding.kind) {
    case "steps":
    case "decimals": {
      const half = rounding.kind === "steps" ? rounding.step / 2 : 0.5 * 10 ** -rounding.decimals;
      return () => half;
    }
    case "digits":
      return (v) => (v === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(v))) + 1 - rounding.digits));
    case "bits":
      return spacingOf(rounding.bits);
  }
}

/** Half the distance of neighbouring floats of so many bits, from the exponent as it is stored. */
function spacingOf(bits: number): (stored: number) => number {
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer);
  const high = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;
  const halves = Float64Array.from({ length: 2048 }, (_, exponent) => 2 ** (exponent - 1023 - bits));
  return (stored) => {
    value[0] = stored;
    return stored === 0 ? 0 : halves[(words[high] >>> 20) & 2047];
  };
}

/** Significant bits that suffice for all of these: 11, 24 or 53, or what few there are. */
function bitsOf(values: Float64Array): number {
  if (!values.every((v) => Math.fround(v) === v)) return DOUBLE;
  const used = new Uint32Array(Float32Array.from(values).buffer).reduce((all, word) => all | word, 0);
  const zeros = used === 0 ? 0 : 31 - Math.clz32(used & -used);
  return zeros < HALF_ZEROS ? SINGLE : Math.max(1, SINGLE - zeros);
}

/** Decimals or significant digits, whichever these numbers share. */
function decimalsOf(values: Float64Array): Rounding | undefined {
  let digits = 0;
  let decimals = 0;
  let largest = 0;
  for (const v of values) {
    const [significand, exponent] = Math.abs(v).toExponential().split("e") as [string, string];
    const own = significand.length - (significand.includes(".") ? 1 : 0);
    digits = Math.max(digits, own);
    decimals = Math.max(decimals, own - 1 - Number(exponent));
    largest = Math.max(largest, Math.abs(v));
  }
  if (digits === 0 || digits > MOST_DIGITS) return undefined;
  // of so many decimals large numbers show more digits than small ones; of so many digits none does
  const fixed = Math.floor(Math.log10(largest)) + 1 + decimals <= digits;
  return fixed ? { kind: "decimals", decimals } : { kind: "digits", digits };
}
