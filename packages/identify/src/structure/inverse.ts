import { complexFft, realFft } from "@unspectro/core";

/** Half spectra, interleaved pairs, frames x 2 (floor(N/2) + 1), back in time, frames x N. */
type Inverse = (spectra: Float64Array, y: Float64Array, frames: number) => void;

const plans = new Map<number, Inverse>();

/** A plan, kept: searches go to and fro between a few sizes. */
export function inverseOf(size: number): Inverse {
  let plan = plans.get(size);
  if (plan === undefined) {
    if (plans.size > 12) plans.clear();
    plan = size % 2 === 0 ? oneByOne(size) : twoByTwo(size);
    plans.set(size, plan);
  }
  return plan;
}

function oneByOne(size: number): Inverse {
  const fft = realFft(size);
  const width = 2 * fft.bins;
  return (spectra, y, frames) => {
    for (let f = 0; f < frames; f++)
      fft.inverse(spectra.subarray(f * width, (f + 1) * width), y.subarray(f * size, (f + 1) * size));
  };
}

/**
 * Odd sizes have no transform of half their size; two frames share one instead: with A and B their spectra, A + iB has the
 * one as its real part, the other as its imaginary one.
 */
function twoByTwo(size: number): Inverse {
  const fft = complexFft(size);
  const width = size + 1;
  const full = new Float64Array(2 * size);
  const time = new Float64Array(2 * size);
  const nothing = new Float64Array(width);
  return (spectra, y, frames) => {
    for (let f = 0; f < frames; f += 2) {
      const one = spectra.subarray(f * width, (f + 1) * width);
      const other = f + 1 < frames ? spectra.subarray((f + 1) * width, (f + 2) * width) : nothing;
      join(one, other, full, size);
      fft.inverse(full, time);
      const at = f * size;
      for (let n = 0; n < size; n++) y[at + n] = time[2 * n];
      if (f + 1 < frames) for (let n = 0; n < size; n++) y[at + size + n] = time[2 * n + 1];
    }
  };
}

/** A + iB at all bins; DC is real. */
function join(a: Float64Array, b: Float64Array, full: Float64Array, size: number): void {
  full[0] = a[0];
  full[1] = b[0];
  for (let k = 2; k <= size; k += 2) {
    full[k] = a[k] - b[k + 1];
    full[k + 1] = a[k + 1] + b[k];
    full[2 * size - k] = a[k] + b[k + 1];
    full[2 * size - k + 1] = b[k] - a[k + 1];
  }
}
