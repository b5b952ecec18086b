import type { Numbers } from "../contract/source.ts";
import type { MagnitudeEncoding } from "../convention/convention.ts";

/** Turns `count` numbers from `input[at]` on into `output[0]` on. */
export type Decode = (input: Numbers, at: number, count: number, output: Float64Array) => void;
/** Turns `count` numbers of `input` into numbers from `output[at]` on. */
export type Encode = (input: Float64Array, count: number, output: Numbers, at: number) => void;

/**
 * Stored magnitudes to amplitudes. What is not a number stays so (the caller counts it); minus infinite decibels are
 * an amplitude of 0; roots of negative numbers, which no producer means, are 0.
 */
export function magnitudeDecoder(encoding: MagnitudeEncoding): Decode {
  const { scale, multiplier = 1, offset = 0 } = encoding;
  switch (scale) {
    case "amplitude":
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++) output[i] = (input[at + i] - offset) / multiplier;
      };
    case "power":
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++)
          output[i] = Math.sqrt(atLeastZero((input[at + i] - offset) / multiplier));
      };
    case "power-law": {
      const root = 1 / (encoding.exponent ?? 1);
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++)
          output[i] = atLeastZero((input[at + i] - offset) / multiplier) ** root;
      };
    }
    case "decibel": {
      const { factor = 20, reference = 1 } = encoding;
      const toNeper = Math.LN10 / (factor * multiplier);
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++) output[i] = reference * Math.exp((input[at + i] - offset) * toNeper);
      };
    }
    case "logarithm": {
      const { factor = 1, base = "e", added = 0 } = encoding;
      const toNeper = (base === "e" ? 1 : Math.log(base)) / (factor * multiplier);
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++) {
          output[i] = atLeastZero(Math.exp((input[at + i] - offset) * toNeper) - added);
        }
      };
    }
    case "log1p": {
      const { factor = 1 } = encoding;
      return (input, at, count, output) => {
        for (let i = 0; i < count; i++) {
          output[i] = atLeastZero(Math.expm1((input[at + i] - offset) / multiplier) / factor);
        }
      };
    }
  }
}

/** Amplitudes to stored magnitudes: the exact inverse of {@link magnitudeDecoder}, clipped at the floor if there is one. */
export function magnitudeEncoder(encoding: MagnitudeEncoding): Encode {
  const { multiplier = 1, offset = 0 } = encoding;
  const value = amplitudeToValue(encoding);
  const floor = encoding.floor ?? null;
  const clip =
    floor === null
      ? (v: number) => v
      : multiplier > 0
        ? (v: number) => Math.max(v, floor)
        : (v: number) => Math.min(v, floor);
  return (input, count, output, at) => {
    for (let i = 0; i < count; i++) output[at + i] = clip(multiplier * value(input[i]) + offset);
  };
}

function amplitudeToValue(encoding: MagnitudeEncoding): (amplitude: number) => number {
  switch (encoding.scale) {
    case "amplitude":
      return (a) => a;
    case "power":
      return (a) => a * a;
    case "power-law": {
      const { exponent = 1 } = encoding;
      return (a) => a ** exponent;
    }
    case "decibel": {
      const { factor = 20, reference = 1 } = encoding;
      return (a) => factor * Math.log10(a / reference);
    }
    case "logarithm": {
      const { factor = 1, base = "e", added = 0 } = encoding;
      const perNeper = base === "e" ? factor : factor / Math.log(base);
      return (a) => perNeper * Math.log(a + added);
    }
    case "log1p": {
      const { factor = 1 } = encoding;
      return (a) => Math.log1p(factor * a);
    }
  }
}

/** NaN stays NaN. */
function atLeastZero(value: number): number {
  return Math.max(value, 0);
}
