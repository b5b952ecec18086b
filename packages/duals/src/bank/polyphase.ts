import { extremeEigenvalues } from "../linear/extremes.ts";
import { checkBank, type FilterBank, overlapFactor } from "./bank.ts";
import type { RealForm } from "./symmetry.ts";

/**
 * The polyphase matrix H(z) = sum_l H_l z^-l, (H_l)_ij = h_i[l N + j], on the unit circle: M x N complex numbers,
 * row after row, interleaved.
 *
 * @param frequency cycles for each frame: z = exp(2 pi j frequency)
 */
export function polyphaseMatrix(bank: FilterBank, frequency: number): Float64Array {
  const { channels, decimation, length, real, imaginary } = bank;
  const out = new Float64Array(2 * channels * decimation);
  for (let i = 0; i < channels; i++)
    for (let p = 0; p < length; p++) {
      const angle = -2 * Math.PI * frequency * Math.floor(p / decimation);
      const at = 2 * (i * decimation + (p % decimation));
      const tap = i * length + p;
      out[at] += real[tap] * Math.cos(angle) - imaginary[tap] * Math.sin(angle);
      out[at + 1] += real[tap] * Math.sin(angle) + imaginary[tap] * Math.cos(angle);
    }
  return out;
}

/** A and B of A |x|^2 <= sum |y_i[n]|^2 <= B |x|^2. */
export interface BankBounds {
  readonly lower: number;
  readonly upper: number;
  /** B / A. */
  readonly condition: number;
  /** M / N. */
  readonly redundancy: number;
  /** The frequency (cycles a frame) at which the bank hears least. */
  readonly weakest: number;
}

/**
 * Frame bounds of a bank: the extreme singular values, squared, of its polyphase matrix around the unit circle (512
 * frequencies; fewer where more than 32 polyphase components make each one dear).
 */
export function bankBounds(bank: FilterBank): BankBounds {
  checkBank(bank);
  const { decimation } = bank;
  const frequencies = Math.max(32, Math.min(512, Math.round(2 ** 24 / decimation ** 3)));
  let lower = Number.POSITIVE_INFINITY;
  let upper = 0;
  let weakest = 0;
  for (let k = 0; k < frequencies; k++) {
    const gram = gramMatrix(polyphaseMatrix(bank, k / frequencies), bank.channels, decimation);
    const [least, greatest] = extremeEigenvalues(gram, 2 * decimation);
    upper = Math.max(upper, greatest);
    if (least >= lower) continue;
    lower = least;
    weakest = k / frequencies;
  }
  lower = Math.max(0, lower);
  return { lower, upper, condition: upper / lower, redundancy: bank.channels / decimation, weakest };
}

/** H* H as the real symmetric [[Re, -Im], [Im, Re]]. */
function gramMatrix(h: Float64Array, channels: number, n: number): Float64Array {
  const gram = new Float64Array(4 * n * n);
  const side = 2 * n;
  for (let i = 0; i < channels; i++)
    for (let r = 0; r < n; r++) {
      const ar = h[2 * (i * n + r)];
      const ai = h[2 * (i * n + r) + 1];
      for (let c = 0; c < n; c++) {
        const br = h[2 * (i * n + c)];
        const bi = h[2 * (i * n + c) + 1];
        const re = ar * br + ai * bi;
        const im = ar * bi - ai * br;
        gram[r * side + c] += re;
        gram[(r + n) * side + c + n] += re;
        gram[r * side + c + n] -= im;
        gram[(r + n) * side + c] += im;
      }
    }
  return gram;
}

/**
 * The block Toeplitz matrix that takes p + k - 1 blocks of input to p frames of real coefficients, column after column:
 * row (tau, part), column (tau + l) N + j holds tap l N + j. For banks on complex signals the columns of the imaginary
 * inputs follow those of the real ones.
 */
export function toeplitzMatrix(
  bank: FilterBank,
  form: RealForm,
  frames: number,
): { readonly matrix: Float64Array; readonly rows: number; readonly columns: number } {
  const { decimation, length, real, imaginary } = bank;
  const inputs = decimation * (frames + overlapFactor(bank) - 1);
  const rows = form.parts.length * frames;
  const columns = form.hermitian ? inputs : 2 * inputs;
  const matrix = new Float64Array(rows * columns);
  for (let tau = 0; tau < frames; tau++)
    form.parts.forEach(({ channel, imaginary: asImaginary, weight }, part) => {
      const row = tau * form.parts.length + part;
      for (let p = 0; p < length; p++) {
        const column = tau * decimation + p;
        const re = weight * real[channel * length + p];
        const im = weight * imaginary[channel * length + p];
        matrix[column * rows + row] = asImaginary ? im : re;
        if (!form.hermitian) matrix[(column + inputs) * rows + row] = asImaginary ? re : -im;
      }
    });
  return { matrix, rows, columns };
}
