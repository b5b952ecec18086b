import { solveBanded } from "../repair/fill.ts";

/** The window that the frames themselves ask for; a gain of each residue class, which they don't tell, from the named one. */
export function seenWindow(free: Float64Array, named: Float64Array, hop: number): Float64Array {
  const seen = new Float64Array(named.length);
  for (let r = 0; r < Math.min(hop, named.length); r++) {
    let product = 0;
    let squares = 0;
    for (let n = r; n < named.length; n += hop) {
      product += free[n] * named[n];
      squares += free[n] * free[n];
    }
    if (!(squares > 0)) continue;
    for (let n = r; n < named.length; n += hop) seen[n] = (free[n] * product) / squares;
  }
  return seen;
}

/** Harmonics of the hop that the gain of the residue classes is made of. */
const HARMONICS = 8;
const ROUNDS = 4;

/**
 * The same where no named window tells the gains: of all that go smoothly through the hop, those under which the window bends
 * least, in the sum of its squared second differences. Linear least squares, some rounds, from equal power in every class.
 */
export function smoothestWindow(free: Float64Array, hop: number): Float64Array {
  const window = seenWindow(free, free.map(Math.abs), hop);
  const count = 2 * HARMONICS;
  for (let round = 0; round < ROUNDS; round++) {
    const bent = bends(window);
    const parts = Array.from({ length: count }, (_, k) => bends(window.map((w, n) => w * wave(k, n, hop))));
    const matrix = new Float64Array(count * count);
    const right = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      right[i] = -dot(parts[i], bent);
      for (let d = 0; d <= i; d++) matrix[i * count + d] = dot(parts[i], parts[i - d]);
    }
    const gains = solveBanded(matrix, right, count, count);
    for (let n = 0; n < window.length; n++) {
      let gain = 1;
      for (let k = 0; k < count; k++) gain += gains[k] * wave(k, n, hop);
      window[n] *= Math.max(0.1, gain);
    }
  }
  return window;
}

/** Cosine and sine of each harmonic in turn. */
function wave(k: number, n: number, hop: number): number {
  const angle = (2 * Math.PI * (1 + (k >> 1)) * n) / hop;
  return k % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
}

/** Second differences. */
function bends(values: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(0, values.length - 2));
  for (let n = 0; n < out.length; n++) out[n] = values[n] - 2 * values[n + 1] + values[n + 2];
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}
