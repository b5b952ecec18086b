import type { ElementType } from "@unspectro/core/plugin";

/** Writes one number as text. */
export type FormatNumber = (value: number) => string;

/** Digits that tell any two numbers of these types apart. */
const FLOAT32_DIGITS = 9;
const FLOAT16_DIGITS = 5;

/**
 * How to write numbers: with so many significant digits, or with as few as give back the same number of the type that
 * the data have. NaN and infinities become `nan`, `inf`, `-inf`, which NumPy, pandas, MATLAB and Octave all read.
 */
export function numberFormat(element: ElementType, digits?: number): FormatNumber {
  if (digits !== undefined) return (value) => orWord(value, trimZeros(value.toPrecision(digits)));
  if (element === "float32")
    return (value) => orWord(value, shortest(value, FLOAT32_DIGITS - 2, Math.fround));
  if (element === "float16") return (value) => orWord(value, trimZeros(value.toPrecision(FLOAT16_DIGITS)));
  return (value) => orWord(value, String(value));
}

/** The text of a finite number, with the sign of a zero, which the language drops; a word for the others. */
function orWord(value: number, text: string): string {
  if (Object.is(value, -0)) return "-0";
  if (Number.isFinite(value)) return text;
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

/** The shortest text from `digits` digits on that rounds back to `value`; 9 always do for float32 (and 17 for float64). */
function shortest(value: number, digits: number, round: (value: number) => number): string {
  for (let more = digits; more < FLOAT32_DIGITS; more++) {
    const text = value.toPrecision(more);
    if (round(Number(text)) === value) return trimZeros(text);
  }
  return trimZeros(value.toPrecision(FLOAT32_DIGITS));
}

/** `1.50000` as `1.5`, `1.000e-7` as `1e-7`: the same number in fewer characters. */
function trimZeros(text: string): string {
  const [mantissa, exponent] = text.split("e");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return exponent === undefined ? trimmed : `${trimmed}e${exponent}`;
}
