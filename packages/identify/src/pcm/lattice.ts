/** Audio that lies on a lattice: the recording was stored as whole numbers. */
export interface Lattice {
  /** What one step of the original whole numbers is in the audio as it stands. */
  readonly step: number;
  /** Multiply the audio with this to get the original level, where full scale is 1. */
  readonly gain: number;
  readonly bits: 8 | 16;
  /** Share of samples within a quarter of a step of a whole number: 1 for a lattice, 0.5 for chance. */
  readonly share: number;
  /** Mean of cos(2 pi y / step): 1 on the lattice, about 1/sqrt(n) off it (zero is on it, so the phase is known). */
  readonly coherence: number;
}

/** Samples of the search, and of its proof. */
const SEARCH = 1024;
const PROOF = 20_000;
/** A lattice is claimed only where it leaves no doubt. */
const COHERENT = 0.9;
const ALL = 0.9999;
/** The step is searched over whole peaks of 16-bit audio. */
const LARGEST_PEAK = 32768;
const SMALLEST_PEAK = 100;

/**
 * Finds the step of audio that was 16- or 8-bit PCM, or undefined where it was not, or is too coarse to tell.
 *
 * For the true step q every cos(2 pi y / q) is 1. Some sample is the largest, and is a whole
 * number k of steps: all k are tried on few samples, then the step is fitted to more of them, then proved on most.
 *
 * @param audio recovered samples, any gain
 *
 * @example
 * ```ts
 * import { findLattice } from "@unspectro/identify";
 *
 * const pcm = Float64Array.from({ length: 4000 }, (_, n) => Math.round(9000 * Math.sin(n * n * 1e-3)));
 * console.log(findLattice(pcm.map((v) => v * 0.37))?.share); // 1
 * ```
 */
export function findLattice(audio: Float64Array): Lattice | undefined {
  const loud = spreadOf(audio, SEARCH);
  let peak = 0;
  for (const v of loud) peak = Math.max(peak, Math.abs(v));
  if (!(peak > 0)) return undefined;
  const few = spreadOf(loud, 96);
  let best = { k: 0, coherence: 0 };
  for (let k = SMALLEST_PEAK; k <= LARGEST_PEAK; k++) {
    const coarse = coherenceOf(few, k / peak);
    if (coarse < 0.5 || coarse < best.coherence - 0.3) continue;
    const coherence = coherenceOf(loud, k / peak);
    if (coherence > best.coherence) best = { k, coherence };
  }
  if (best.coherence < 0.6) return undefined;
  const most = spreadOf(audio, PROOF);
  const step = refined(most, peak / best.k);
  if (step === undefined) return undefined;
  const coherence = coherenceOf(most, 1 / step);
  const share = onLattice(most, step);
  if (coherence < COHERENT || share < ALL) return undefined;
  const whole = primitive(most, step);
  const bits = bitsOf(most, whole);
  return { step: whole, gain: 1 / (whole * 2 ** (bits - 1)), bits, share, coherence };
}

/** The original whole numbers of audio on a lattice. */
export function exactSamples(audio: Float64Array, { step }: Lattice): Int32Array {
  return Int32Array.from(audio, (v) => Math.round(v / step));
}

/** Samples spread over the audio, silence left out: zeros are on every lattice. */
function spreadOf(audio: Float64Array, count: number): Float64Array {
  let top = 0;
  for (const v of audio) top = Math.max(top, Math.abs(v));
  const heard = audio.filter((v) => Math.abs(v) > 1e-3 * top);
  const stride = Math.max(1, Math.floor(heard.length / count));
  return heard.filter((_, i) => i % stride === 0).subarray(0, count);
}

function coherenceOf(samples: Float64Array, perUnit: number): number {
  let re = 0;
  const turn = 2 * Math.PI * perUnit;
  for (let i = 0; i < samples.length; i++) {
    re += Math.cos(turn * samples[i]);
  }
  // zero is on the lattice, so the phasors must point to 1, not just the same way
  return samples.length > 0 ? Math.max(0, re / samples.length) : 0;
}

/** Least squares of the samples on their nearest whole numbers, twice. */
function refined(samples: Float64Array, start: number): number | undefined {
  let step = start;
  for (let round = 0; round < 4; round++) {
    let product = 0;
    let squares = 0;
    for (const v of samples) {
      const n = Math.round(v / step);
      if (Math.abs(v / step - n) > 0.3) continue;
      product += v * n;
      squares += n * n;
    }
    if (!(squares > 0)) return undefined;
    step = product / squares;
  }
  return step;
}

function onLattice(samples: Float64Array, step: number): number {
  let near = 0;
  for (const v of samples) if (Math.abs(v / step - Math.round(v / step)) < 0.25) near++;
  return near / samples.length;
}

/** The coarsest step of which all samples are multiples. */
function primitive(samples: Float64Array, step: number): number {
  let divisor = 0;
  for (const v of samples) {
    divisor = greatestCommonDivisor(divisor, Math.abs(Math.round(v / step)));
    if (divisor === 1) return step;
  }
  return step * Math.max(1, divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function bitsOf(samples: Float64Array, step: number): Lattice["bits"] {
  let peak = 0;
  for (const v of samples) peak = Math.max(peak, Math.abs(Math.round(v / step)));
  return peak < 128 ? 8 : 16;
}
