import { inverseOf } from "../structure/inverse.ts";

/** How frames follow each other. */
export interface Steps {
  /** The commonest step, in samples modulo N; undefined where all frames are silent, or hardly any two steps alike. */
  readonly hop: number | undefined;
  /** For each frame but the last, whether the next one goes on from it by that step: 1, 0, or -1 where either is silent. */
  readonly follows: Int8Array;
}

/** Frames this far below the loudest, as a share of its weight, say nothing of where they stand. */
const QUIET = 1e-3;
/** A step is right where the correlation comes this near to its largest: voices repeat themselves a little off it. */
const NEAR = 0.7;
/** Fading sound draws the top by so many samples. */
const DRAWN = 1;

/** Steps asked first, all over the file: where fewer than this share of them are alike, there is no step. */
const PROBED = 96;
const FEW = 0.08;

/**
 * By how many samples the content of each frame is that of the frame before, further on: the top of their circular
 * cross-correlation,
 *
 *   c_t[h] = irfft( Z_t Z_(t+1)* ),   Z = X / |X|^(1/2)
 *
 * (generalised cross-correlation, Knapp and Carter 1976). The halfway whitening sharpens the top, and power that is taken for
 * amplitudes moves it as little as a rotation of all frames does. One wrong frame spoils two steps and no others.
 *
 * @param spectra one-sided, interleaved pairs, `frames x 2 (floor(N/2) + 1)`
 */
export function stepsOf(spectra: Float64Array, frames: number, fftSize: number): Steps {
  const width = 2 * (Math.floor(fftSize / 2) + 1);
  const { whitened, weights } = halfWhitened(spectra, frames, width);
  const least = QUIET * weights.reduce((a, b) => Math.max(a, b), 0);
  const loud = Array.from({ length: Math.max(0, frames - 1) }, (_, t) => t).filter(
    (t) => weights[t] > least && weights[t + 1] > least,
  );
  const tops = new Int32Array(frames).fill(-1);
  const follows = new Int8Array(Math.max(0, frames - 1)).fill(-1);
  const probed = loud.filter((_, i) => i % Math.ceil(loud.length / PROBED) === 0);
  if (hopAmong(probed).share < FEW) return { hop: undefined, follows };
  const { hop } = hopAmong(loud);
  const others = loud.filter((t) => !isNear(tops[t], hop));
  for (const t of loud) follows[t] = 1;
  forEachStep(others, (t, correlation) => {
    let there = 0;
    for (let off = -DRAWN; off <= DRAWN; off++)
      there = Math.max(there, correlation[(hop + off + fftSize) % fftSize]);
    follows[t] = there > NEAR * correlation[tops[t]] ? 1 : 0;
  });
  return { hop, follows };

  /** The commonest of these steps, and the share of them that have it. */
  function hopAmong(steps: readonly number[]): { readonly hop: number; readonly share: number } {
    forEachStep(
      steps.filter((t) => tops[t] < 0),
      (t, correlation) => {
        tops[t] = topOf(correlation);
      },
    );
    const counts = new Float64Array(fftSize);
    for (const t of steps) counts[tops[t]]++;
    const commonest = topOf(counts);
    const having = steps.filter((t) => isNear(tops[t], commonest)).length;
    return { hop: commonest, share: having / Math.max(1, steps.length) };
  }

  function isNear(step: number, other: number): boolean {
    const apart = Math.abs(step - other);
    return Math.min(apart, fftSize - apart) <= DRAWN;
  }

  function forEachStep(
    steps: readonly number[],
    visit: (t: number, correlation: Float64Array) => void,
  ): void {
    const inverse = inverseOf(fftSize);
    const product = new Float64Array(width);
    const correlation = new Float64Array(fftSize);
    for (const t of steps) {
      const at = t * width;
      for (let i = 0; i < width; i += 2) {
        const [re, im] = [whitened[at + i], whitened[at + i + 1]];
        const [nextRe, nextIm] = [whitened[at + width + i], whitened[at + width + i + 1]];
        product[i] = re * nextRe + im * nextIm;
        product[i + 1] = im * nextRe - re * nextIm;
      }
      inverse(product, correlation, 1);
      visit(t, correlation);
    }
  }
}

function topOf(values: Float64Array): number {
  let top = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[top]) top = i;
  return top;
}

/** Spectra over the square roots of their magnitudes, and each frame's sum of magnitudes. */
function halfWhitened(
  spectra: Float64Array,
  frames: number,
  width: number,
): { whitened: Float64Array; weights: Float64Array } {
  const whitened = new Float64Array(spectra.length);
  const weights = new Float64Array(frames);
  for (let t = 0; t < frames; t++)
    for (let i = t * width; i < (t + 1) * width; i += 2) {
      const magnitude = Math.hypot(spectra[i], spectra[i + 1]);
      if (!(magnitude > 0)) continue;
      const root = Math.sqrt(magnitude);
      whitened[i] = spectra[i] / root;
      whitened[i + 1] = spectra[i + 1] / root;
      weights[t] += magnitude;
    }
  return { whitened, weights };
}
