import { type MelBand, type MelDefinition, melFilterbank } from "./filterbank.ts";

/** A planned inversion, frame by frame. */
export interface MelInverse {
  readonly bands: number;
  readonly bins: number;
  /** `bands` values (sums of amplitudes or powers, linear, >= 0) to `bins` amplitudes. Answers the relative residual. */
  run(mel: ArrayLike<number>, amplitudes: Float32Array | Float64Array): number;
}

/** Rounds of projected gradient; the residual of real speech is below 1e-3 long before. */
const ROUNDS = 150;

/**
 * Linear amplitudes from mel bands: min ||W s - mel||^2 subject to s >= 0, by accelerated projected gradient (Beck and
 * Teboulle 2009) from the smooth start W' mel / W' W 1. Where bands are wider than bins the answer is not unique; the
 * smooth start picks one without spikes. Bins below and above all bands are zero.
 *
 * @throws RangeError as {@link melFilterbank}
 */
export function melInverse(definition: MelDefinition): MelInverse {
  const filters = melFilterbank(definition);
  const bins = Math.floor(definition.fftSize / 2) + 1;
  const power = definition.power ?? 2;
  const step = 1 / largestEigenvalue(filters, bins);
  const reach = new Float64Array(bins); // W' W 1: how much of a flat spectrum comes back to each bin
  const ones = new Float64Array(bins).fill(1);
  const bandSums = new Float64Array(filters.length);
  apply(filters, ones, bandSums);
  applyAdjoint(filters, bandSums, reach);
  const s = new Float64Array(bins);
  const previous = new Float64Array(bins);
  const ahead = new Float64Array(bins);
  const gradient = new Float64Array(bins);
  const residual = new Float64Array(filters.length);

  return {
    bands: filters.length,
    bins,
    run(mel, amplitudes) {
      let energy = 0;
      for (let b = 0; b < filters.length; b++) {
        residual[b] = mel[b];
        energy += mel[b] ** 2;
      }
      applyAdjoint(filters, residual, s);
      for (let k = 0; k < bins; k++) s[k] = reach[k] > 0 ? Math.max(0, s[k] / reach[k]) : 0;
      ahead.set(s);
      let momentum = 1;
      let error = energy;
      for (let round = 0; round < ROUNDS && error > 1e-14 * energy; round++) {
        apply(filters, ahead, residual);
        error = 0;
        for (let b = 0; b < filters.length; b++) {
          residual[b] -= mel[b];
          error += residual[b] ** 2;
        }
        applyAdjoint(filters, residual, gradient);
        const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
        const weight = (momentum - 1) / next;
        momentum = next;
        previous.set(s);
        for (let k = 0; k < bins; k++) {
          s[k] = Math.max(0, ahead[k] - step * gradient[k]);
          ahead[k] = s[k] + weight * (s[k] - previous[k]);
        }
      }
      for (let k = 0; k < bins; k++) amplitudes[k] = power === 2 ? Math.sqrt(s[k]) : s[k];
      return energy > 0 ? Math.sqrt(error / energy) : 0;
    },
  };
}

/** Sums `spectrum` (one value per bin) into bands. */
function apply(filters: readonly MelBand[], spectrum: Float64Array, out: Float64Array): void {
  for (let b = 0; b < filters.length; b++) {
    const { first, weights } = filters[b];
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i] * spectrum[first + i];
    out[b] = sum;
  }
}

/** Spreads band values over their bins. */
function applyAdjoint(filters: readonly MelBand[], values: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let b = 0; b < filters.length; b++) {
    const { first, weights } = filters[b];
    for (let i = 0; i < weights.length; i++) out[first + i] += weights[i] * values[b];
  }
}

/** The largest eigenvalue of W' W, a little more than it, by power iteration. */
function largestEigenvalue(filters: readonly MelBand[], bins: number): number {
  let vector = new Float64Array(bins).fill(1 / Math.sqrt(bins));
  const bands = new Float64Array(filters.length);
  let value = 1;
  for (let round = 0; round < 60; round++) {
    const next = new Float64Array(bins);
    apply(filters, vector, bands);
    applyAdjoint(filters, bands, next);
    value = Math.hypot(...next);
    if (value === 0) return 1;
    for (let k = 0; k < bins; k++) next[k] /= value;
    vector = next;
  }
  return 1.02 * value;
}
