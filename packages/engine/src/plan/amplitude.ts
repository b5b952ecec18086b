import type { MagnitudeEncoding } from "@unspectro/core";

/** How the kernel turns stored magnitudes into amplitudes: `amplitude = gain x kind(stored)`. */
export interface AmplitudePlan {
  /** 0: as they are; else the kinds of `assembly/amplitude.ts`. */
  readonly kind: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** c0, c1, c2. */
  readonly constants: readonly [number, number, number];
  /** A factor common to all cells; it goes into the synthesis window. */
  readonly gain: number;
}

/** Common factors of 2^(-offset) stay apart from the cells up to this many octaves; float32 then keeps its range. */
const MOST_OCTAVES = 40;

export function amplitudePlan(encoding: MagnitudeEncoding): AmplitudePlan {
  const { scale, multiplier = 1, offset = 0 } = encoding;
  switch (scale) {
    case "amplitude":
      return { kind: offset === 0 ? 0 : 1, constants: [offset, 1, 0], gain: 1 / multiplier };
    case "power":
      return {
        kind: 2,
        constants: [offset, Math.sign(multiplier), 0],
        gain: 1 / Math.sqrt(Math.abs(multiplier)),
      };
    case "power-law":
      return { kind: 3, constants: [offset, 1 / multiplier, 1 / (encoding.exponent ?? 1)], gain: 1 };
    case "decibel": {
      const { factor = 20, reference = 1 } = encoding;
      return exponential(offset, Math.log2(10) / (factor * multiplier), reference);
    }
    case "logarithm": {
      const { factor = 1, base = "e", added = 0 } = encoding;
      const octaves = (base === "e" ? Math.LOG2E : Math.log2(base)) / (factor * multiplier);
      if (added === 0) return exponential(offset, octaves, 1);
      return { kind: 5, constants: [offset, octaves, added], gain: 1 };
    }
    case "log1p":
      return { kind: 6, constants: [offset, 1 / multiplier, 0], gain: 1 / (encoding.factor ?? 1) };
  }
}

/** 2^((s - offset) octaves): the offset becomes part of the gain, so that float32 need not subtract it. */
function exponential(offset: number, octaves: number, gain: number): AmplitudePlan {
  const shift = offset * octaves;
  if (Math.abs(shift) > MOST_OCTAVES) return { kind: 4, constants: [offset, octaves, 0], gain };
  return { kind: 4, constants: [0, octaves, 0], gain: gain * 2 ** -shift };
}

/** The table of `assembly/amplitude.ts`: float64 constants, then (at byte 256) float32 ones. */
export function amplitudeTable({ constants }: AmplitudePlan): {
  readonly doubles: Float64Array;
  readonly singles: Float32Array;
} {
  const [c0, c1, c2] = constants;
  const doubles = new Float64Array(32);
  doubles.set([c0, c1, c2]);
  doubles.set(powersOfLn2(13), 3);
  const singles = new Float32Array(12);
  // 1 / c1 in two parts: the first of 12 bits, so that up to 127 of it are exact in float32.
  const octave = 1 / c1;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(octave))) - 11);
  const first = Math.round(octave / unit) * unit;
  singles.set([c0, c1, c2, first, octave - first]);
  singles.set(powersOfLn2(7), 5);
  return { doubles, singles };
}

/** (ln 2)^j / j!, j = `degree` .. 1: the Taylor series of 2^f - 1, whose rest is below the last bit on [-1/2, 1/2]. */
function powersOfLn2(degree: number): number[] {
  const terms: number[] = [];
  for (let j = 1, term = 1; j <= degree; j++) {
    term *= Math.LN2 / j;
    terms.unshift(term);
  }
  return terms;
}
