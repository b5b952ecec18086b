import { gcd, type StftFrame } from "./frame.ts";

/**
 * The frame operator of an STFT whose window is longer than its FFT, in pieces small enough to diagonalise.
 *
 * Walnut's representation: (S x)[n] = M sum_p G_p[n] x[n + p M], G_p[n] = sum_m h[n - m a] h[n - m a + p M], periodic
 * in n with period a. Samples of different residue mod g = gcd(a, M) never meet. Within a residue, the a' = a / g
 * polyphase components (every a-th sample) turn into one Hermitian a' x a' matrix for each frequency.
 */
export interface WalnutBlocks {
  /** g: how many residues there are. */
  readonly residues: number;
  /** a': rows of each matrix. */
  readonly size: number;
  /**
   * Writes the matrix of `residue` at `frequency` (cycles a hop) as the real symmetric [[Re, -Im], [Im, Re]] of
   * 2 size rows; every eigenvalue of S stands there twice.
   */
  matrix(residue: number, frequency: number, out: Float64Array): void;
}

export function walnutBlocks(frame: StftFrame): WalnutBlocks {
  const { window: h, hop, fftSize } = frame;
  const residues = gcd(hop, fftSize);
  const size = hop / residues;
  const shift = fftSize / residues;
  const reach = Math.floor((h.length - 1) / fftSize);
  const correlation = correlations(h, hop, fftSize, reach);
  return {
    residues,
    size,
    matrix(residue, frequency, out) {
      const side = 2 * size;
      out.fill(0);
      for (let row = 0; row < size; row++)
        for (let p = -reach; p <= reach; p++) {
          const target = row + p * shift;
          const column = ((target % size) + size) % size;
          const angle = 2 * Math.PI * frequency * ((target - column) / size);
          const value = fftSize * correlation[(p + reach) * hop + residue + residues * row];
          out[row * side + column] += value * Math.cos(angle);
          out[row * side + column + size] -= value * Math.sin(angle);
          out[(row + size) * side + column] += value * Math.sin(angle);
          out[(row + size) * side + column + size] += value * Math.cos(angle);
        }
    },
  };
}

/** G_p[n] for p = -reach .. reach, n = 0 .. a - 1. */
function correlations(h: Float64Array, hop: number, fftSize: number, reach: number): Float64Array {
  const out = new Float64Array((2 * reach + 1) * hop);
  for (let p = -reach; p <= reach; p++)
    for (let n = 0; n < h.length; n++) {
      const other = n + p * fftSize;
      if (other >= 0 && other < h.length) out[(p + reach) * hop + (n % hop)] += h[n] * h[other];
    }
  return out;
}
