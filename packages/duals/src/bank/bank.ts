import { ConventionError } from "@unspectro/core";
import { positiveInteger } from "../check.ts";
import { checkFrame, type StftFrame } from "../stft/frame.ts";

/**
 * M complex FIR filters, each followed (analysis) or preceded (synthesis) by a change of rate by N:
 *
 *   analysis   y_i[n] = sum_p h_i[p] x[n N - p]
 *   synthesis  z[t] = sum_i sum_n f_i[t - n N] y_i[n] = x[t - delay]
 *
 * Taps stand channel after channel: `real[i * length + p]`.
 */
export interface FilterBank {
  /** M. */
  readonly channels: number;
  /** N: one frame of coefficients for every N samples. */
  readonly decimation: number;
  /** Taps of each filter. */
  readonly length: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** A bank that inverts an analysis bank. */
export interface SynthesisBank extends FilterBank {
  /** Samples between a sample's way in and its way out. */
  readonly delay: number;
}

/**
 * Refuses what is not a bank.
 *
 * @throws ConventionError `bad-convention`
 */
export function checkBank(bank: FilterBank): void {
  const { channels, decimation, length, real, imaginary } = bank;
  positiveInteger("bank.channels", channels);
  positiveInteger("bank.decimation", decimation);
  positiveInteger("bank.length", length);
  for (const [part, taps] of Object.entries({ real, imaginary })) {
    if (taps.length !== channels * length) {
      throw new ConventionError("bad-convention", `bank.${part}`, "the bank has another number of taps", {
        expected: `${channels} x ${length}`,
        found: String(taps.length),
      });
    }
    const wrong = taps.findIndex((tap) => !Number.isFinite(tap));
    if (wrong < 0) continue;
    throw new ConventionError("bad-convention", `bank.${part}`, "taps must be finite numbers", {
      found: `${taps[wrong]} in channel ${Math.floor(wrong / length)}`,
    });
  }
}

/** k: blocks of N taps that a filter spans, the last one filled up with zeros. */
export function overlapFactor(bank: FilterBank): number {
  return Math.ceil(bank.length / bank.decimation);
}

/** A bank from a function of channel and tap; writes re and im into `tap`. */
export function makeBank(
  channels: number,
  decimation: number,
  length: number,
  fill: (channel: number, tap: number) => readonly [number, number],
): FilterBank {
  const real = new Float64Array(channels * length);
  const imaginary = new Float64Array(channels * length);
  for (let i = 0; i < channels; i++)
    for (let p = 0; p < length; p++) [real[i * length + p], imaginary[i * length + p]] = fill(i, p);
  return { channels, decimation, length, real, imaginary };
}

/**
 * The complex bank of generalised lapped transforms (Gauthier, Duval & Pesquet 2009): a prototype of k N taps under
 * exponentials symmetric in time and frequency, so that channels i and M - 1 - i are conjugates:
 *
 *   h_i[p] = w[p] / sqrt(M) exp(-2 pi j (i - M/2 + 1/2) (p - L/2 + 1/2) / M)
 */
export function modulatedBank(prototype: Float64Array, channels: number, decimation: number): FilterBank {
  const { length } = prototype;
  return makeBank(channels, decimation, length, (i, p) => {
    const angle = (-2 * Math.PI * (i - channels / 2 + 0.5) * (p - length / 2 + 0.5)) / channels;
    const weight = prototype[p] / Math.sqrt(channels);
    return [weight * Math.cos(angle), weight * Math.sin(angle)];
  });
}

/**
 * The real, cosine-modulated bank of lapped transforms (MLT for 2 N taps, ELT for 4 N; Malvar 1992), M = N:
 *
 *   h_i[p] = w[p] sqrt(2 / N) cos((p + (N + 1) / 2) (i + 1/2) pi / N)
 */
export function lappedBank(
  prototype: Float64Array,
  channels: number,
  decimation: number = channels,
): FilterBank {
  return makeBank(channels, decimation, prototype.length, (i, p) => {
    const angle = (p + (channels + 1) / 2) * (i + 0.5) * (Math.PI / channels);
    return [prototype[p] * Math.sqrt(2 / channels) * Math.cos(angle), 0];
  });
}

/**
 * The prototype of Malvar's extended lapped transform with overlap factor 4 (4 N taps) and gamma = 1:
 *
 *   w[p] = 1 / (2 sqrt N) - cos((p + 1/2) pi / (2 N)) / sqrt(2 N)
 */
export function extendedLappedPrototype(decimation: number): Float64Array {
  const flat = 1 / (2 * Math.sqrt(decimation));
  return Float64Array.from(
    { length: 4 * decimation },
    (_, p) => flat - Math.cos(((p + 0.5) * Math.PI) / (2 * decimation)) / Math.sqrt(2 * decimation),
  );
}

/** An STFT as the bank that it is: filters are the window's mirror images under the DFT's exponentials. */
export function stftBank(frame: StftFrame): FilterBank {
  checkFrame(frame);
  const { window, hop, fftSize } = frame;
  const last = window.length - 1;
  return makeBank(fftSize, hop, window.length, (k, p) => {
    const angle = (-2 * Math.PI * ((k * (last - p)) % fftSize)) / fftSize;
    return [window[last - p] * Math.cos(angle), window[last - p] * Math.sin(angle)];
  });
}
