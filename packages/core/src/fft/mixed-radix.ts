import { type Butterfly, butterfly } from "./butterflies.ts";
import type { ComplexFft } from "./types.ts";

/** One pass of the transform: sub-transforms of length `radix * span`, `stride` of them side by side. */
interface Pass {
  readonly run: Butterfly;
  readonly radix: number;
  readonly span: number;
  readonly stride: number;
  /** e^{-2 pi i p j / (radix span)}, p = 0 .. span-1, j = 1 .. radix-1, interleaved. */
  readonly twiddles: Float64Array;
}

/**
 * Stockham's self-sorting FFT (decimation in frequency) for sizes with small prime factors: radices 4, 2, 3, 5 by
 * hand, other primes by their definition. Two buffers change places from pass to pass, so no bit reversal is needed.
 */
export function mixedRadixFft(size: number, factors: readonly number[] = factorise(size)): ComplexFft {
  const passes: Pass[] = [];
  let length = size;
  let stride = 1;
  for (const radix of factors) {
    const span = length / radix;
    passes.push({ run: butterfly(radix), radix, span, stride, twiddles: passTwiddles(length, radix) });
    length = span;
    stride *= radix;
  }
  const scratch = new Float64Array(2 * size);

  const forward = (input: Float64Array, output: Float64Array): void => {
    if (passes.length === 0) {
      output.set(input.subarray(0, 2 * size));
      return;
    }
    // The last pass must end in `output`: with an even number of passes the first one goes to scratch.
    let from = input;
    for (let i = 0; i < passes.length; i++) {
      const to = (passes.length - i) % 2 === 1 ? output : scratch;
      const pass = passes[i];
      pass.run(from, to, pass.span, pass.stride, pass.twiddles, pass.radix);
      from = to;
    }
  };

  return {
    size,
    forward,
    inverse(input, output) {
      forward(input, output);
      reverseAndScale(output, size);
    },
  };
}

/** Prime factors, fours first, then twos, then odd primes ascending: `factorise(120)` is [4, 2, 3, 5]. */
export function factorise(size: number): number[] {
  const factors: number[] = [];
  let rest = size;
  for (let factor = 4; rest > 1; factor = factor === 4 ? 2 : factor === 2 ? 3 : factor + 2) {
    while (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    }
    if (factor > 4 && factor * factor > rest && rest > 1) {
      factors.push(rest);
      break;
    }
  }
  return factors;
}

function passTwiddles(length: number, radix: number): Float64Array {
  const span = length / radix;
  const twiddles = new Float64Array(2 * span * (radix - 1));
  let at = 0;
  for (let p = 0; p < span; p++) {
    for (let j = 1; j < radix; j++) {
      const angle = (-2 * Math.PI * p * j) / length; // p j < length: no reduction needed
      twiddles[at++] = Math.cos(angle);
      twiddles[at++] = Math.sin(angle);
    }
  }
  return twiddles;
}

/** The inverse DFT is the forward one read backwards: x[n] = X'[-n] / N. In place. */
function reverseAndScale(data: Float64Array, size: number): void {
  const scale = 1 / size;
  data[0] *= scale;
  data[1] *= scale;
  for (let low = 1, high = size - 1; low <= high; low++, high--) {
    const re = data[2 * low] * scale;
    const im = data[2 * low + 1] * scale;
    data[2 * low] = data[2 * high] * scale;
    data[2 * low + 1] = data[2 * high + 1] * scale;
    data[2 * high] = re;
    data[2 * high + 1] = im;
  }
}
