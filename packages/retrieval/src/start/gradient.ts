import { binsOf, type Grid } from "../grid/grid.ts";
import type { GaussianEquivalent } from "./gaussian.ts";

/** Phase steps between neighbouring cells, estimated from log-magnitudes; frames x bins, in radians. */
export interface PhaseGradient {
  /** From frame m to m + 1, of the phase that refers to the window's centre: R d phi / dt. */
  readonly alongTime: Float32Array;
  /** From bin k to k + 1: d phi / dk. */
  readonly alongFrequency: Float32Array;
}

/** Magnitudes below this share of the largest are taken as that, so that the logarithm stays finite. */
const SMALLEST = 1e-13;

/** Natural logarithms of magnitudes; of zeros, of the least that counts. */
export function logarithms(magnitudes: ArrayLike<number>, count: number): Float32Array {
  let largest = 0;
  for (let i = 0; i < count; i++) if (magnitudes[i] > largest) largest = magnitudes[i];
  const logs = new Float32Array(count);
  const least = SMALLEST * largest;
  for (let i = 0; i < count; i++) logs[i] = Math.log(Math.max(magnitudes[i], least) || Number.MIN_VALUE);
  return logs;
}

/**
 * The phase gradient of a Gaussian STFT from its log-magnitude s (Portnoff 1979; Prusa et al. 2017, eq. 18, 19):
 *
 *   R (2 pi k / N + N / gamma ds/dk)      and      - gamma / (R N) ds/dm
 *
 * with central differences, one-sided at the first and last frame.
 */
export function phaseGradient(logs: Float32Array, grid: Grid, gaussian: GaussianEquivalent): PhaseGradient {
  const { fftSize, hop, frames } = grid;
  const bins = binsOf(grid);
  const count = frames * bins;
  const alongTime = new Float32Array(count);
  const alongFrequency = new Float32Array(count);
  const timeScale = (hop * fftSize) / (2 * gaussian.gamma);
  const frequencyScale = -gaussian.gamma / (2 * hop * fftSize);
  for (let m = 0; m < frames; m++) {
    const before = m === 0 ? 0 : -bins;
    const after = m === frames - 1 ? 0 : bins;
    const oneSided = before === 0 || after === 0 ? 2 : 1;
    for (let k = 0; k < bins; k++) {
      const i = m * bins + k;
      // The spectrum of a real signal is symmetric about DC and Nyquist: no slope there.
      const slope = k === 0 || k === bins - 1 ? 0 : logs[i + 1] - logs[i - 1];
      alongTime[i] = (2 * Math.PI * hop * k) / fftSize + timeScale * slope;
      alongFrequency[i] = oneSided * frequencyScale * (logs[i + after] - logs[i + before]);
    }
  }
  return { alongTime, alongFrequency };
}
