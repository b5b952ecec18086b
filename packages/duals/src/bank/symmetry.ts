import type { FilterBank } from "./bank.ts";

/**
 * How a bank is worked on in real numbers.
 *
 * A Hermitian bank (every filter's conjugate is in it too) turns real signals into conjugate pairs of coefficients:
 * each pair is replaced by sqrt 2 times its real and imaginary part, a unitary change, and what is found in these real
 * coordinates is Hermitian again, so real signals stay real. Any other bank stands for complex signals, real and
 * imaginary parts side by side.
 */
export interface RealForm {
  readonly hermitian: boolean;
  /** The real coefficients of one frame. */
  readonly parts: readonly RealPart[];
}

/** One real coefficient: `weight` times a part of channel `channel`. */
export interface RealPart {
  readonly channel: number;
  readonly imaginary: boolean;
  readonly weight: number;
  /** Which channel is its conjugate: itself if its filter is real, none in banks for complex signals. */
  readonly partner?: number;
}

/** Relative difference up to which two filters are conjugates. */
const ALIKE = 1e-12;

export function realForm(bank: FilterBank): RealForm {
  const partners = conjugates(bank);
  const parts: RealPart[] = [];
  for (let channel = 0; channel < bank.channels; channel++) {
    if (partners === undefined) {
      parts.push({ channel, imaginary: false, weight: 1 }, { channel, imaginary: true, weight: 1 });
      continue;
    }
    const partner = partners[channel];
    if (partner === channel) parts.push({ channel, imaginary: false, weight: 1, partner });
    if (partner > channel) {
      parts.push({ channel, imaginary: false, weight: Math.SQRT2, partner });
      parts.push({ channel, imaginary: true, weight: Math.SQRT2, partner });
    }
  }
  return { hermitian: partners !== undefined, parts };
}

/** For each channel the one with the conjugate filter, each taken once; undefined where one has none. */
function conjugates(bank: FilterBank): Int32Array | undefined {
  const { channels } = bank;
  const partners = new Int32Array(channels).fill(-1);
  for (let i = 0; i < channels; i++) {
    if (partners[i] >= 0) continue;
    // the usual places first: itself, M - 1 - i (generalised lapped), M - i (DFT)
    const places = [
      i,
      channels - 1 - i,
      (channels - i) % channels,
      ...Array.from({ length: channels }, (_, j) => j),
    ];
    const found = places.find((j) => partners[j] < 0 && areConjugate(bank, i, j));
    if (found === undefined) return undefined;
    partners[i] = found;
    partners[found] = i;
  }
  return partners;
}

function areConjugate({ real, imaginary, length }: FilterBank, i: number, j: number): boolean {
  let energy = 0;
  let difference = 0;
  for (let p = 0; p < length; p++) {
    const a = i * length + p;
    const b = j * length + p;
    energy += real[a] ** 2 + imaginary[a] ** 2;
    difference += (real[a] - real[b]) ** 2 + (imaginary[a] + imaginary[b]) ** 2;
  }
  return difference <= ALIKE ** 2 * energy;
}
