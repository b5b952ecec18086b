import { ConventionError, complexFft } from "@unspectro/core";
import { symmetricEigen } from "../linear/symmetric.ts";
import { coverage, gcd, isPainless, type StftFrame } from "./frame.ts";
import { requireInvertible } from "./invertible.ts";
import { dualSpace } from "./space.ts";
import { walnutBlocks } from "./walnut.ts";

/**
 * The canonical dual: the inverse that least amplifies noise.
 *
 * Where the window fits the FFT it is h / sum h^2 (over the shifts; Griffin & Lim's least-squares inverse). Where the
 * window is longer, the true canonical dual never ends, and this is the inverse of least noise *on the window's
 * support*, exact all the same; for the untruncated one see {@link periodicDual}.
 *
 * @returns as many samples as the window, scaled so that the synthesis has the factor 1/M of an inverse FFT
 * @throws DataError `not-invertible`, with the reason
 */
export function canonicalDual(frame: StftFrame): Float64Array {
  requireInvertible(frame);
  if (!isPainless(frame)) return dualSpace(frame).canonical.slice();
  const cover = coverage(frame);
  return frame.window.map((value, n) => value / cover[n % frame.hop]);
}

/**
 * The canonical tight window S^-1/2 h: used for analysis and synthesis alike it inverts itself, and of all tight
 * windows it is nearest to h (Janssen & Strohmer 2002).
 *
 * @throws DataError `not-invertible`; ConventionError `does-not-fit` for a window longer than the FFT, whose tight
 * window never ends (see {@link periodicTight})
 */
export function tightWindow(frame: StftFrame): Float64Array {
  requireInvertible(frame);
  if (!isPainless(frame)) {
    throw new ConventionError(
      "does-not-fit",
      "geometry.window",
      "the tight window of a window longer than the FFT never ends",
      { advice: "ask for the tight window of a period" },
    );
  }
  const cover = coverage(frame);
  return frame.window.map((value, n) => value / Math.sqrt(cover[n % frame.hop]));
}

/**
 * The canonical dual on signals of period `period` (LTFAT's `gabdual(g, a, M, L)`), for windows of any length.
 * It tends to the untruncated canonical dual as the period grows.
 *
 * @param period a multiple of hop and FFT size, at least the window's length
 * @returns `period` samples; the window's sample 0 is sample 0, what precedes it stands at the end
 */
export function periodicDual(frame: StftFrame, period: number): Float64Array {
  return functionOfFrame(frame, period, (eigenvalue) => frame.fftSize / eigenvalue);
}

/** The canonical tight window on signals of period `period`; see {@link periodicDual}. */
export function periodicTight(frame: StftFrame, period: number): Float64Array {
  return functionOfFrame(frame, period, (eigenvalue) => Math.sqrt(frame.fftSize / eigenvalue));
}

/** Rows of the largest matrix diagonalised, which happens at every frequency. */
const LARGEST_BLOCK = 32;

/** f(S) h on a period: block by block at each frequency of the polyphase components. */
function functionOfFrame(frame: StftFrame, period: number, f: (eigenvalue: number) => number): Float64Array {
  requireInvertible(frame);
  const { window, hop, fftSize } = frame;
  const step = (hop * fftSize) / gcd(hop, fftSize);
  if (!Number.isInteger(period / step) || period < window.length) {
    throw new ConventionError("does-not-fit", "period", "the period does not fit the transform", {
      expected: `a multiple of ${step}, at least ${window.length}`,
      found: String(period),
    });
  }
  const blocks = walnutBlocks(frame);
  if (blocks.size > LARGEST_BLOCK) {
    throw new ConventionError("does-not-fit", "geometry.hop", "this dual takes too long to find", {
      expected: `hop / ${blocks.residues} at most ${LARGEST_BLOCK}`,
      found: String(blocks.size),
      advice:
        "use a hop that shares a larger divisor with the FFT size, or an inverse on the window's support",
    });
  }
  const fft = complexFft(period / hop);
  const side = 2 * blocks.size;
  const matrix = new Float64Array(side * side);
  const out = new Float64Array(period);
  const components = Array.from({ length: blocks.size }, () => new Float64Array(2 * fft.size));
  const time = new Float64Array(2 * fft.size);
  for (let residue = 0; residue < blocks.residues; residue++) {
    components.forEach((spectrum, r) => {
      time.fill(0);
      for (let n = residue + blocks.residues * r; n < window.length; n += hop)
        time[(2 * (n - (n % hop))) / hop] = window[n];
      fft.forward(time, spectrum);
    });
    for (let k = 0; k < fft.size; k++) {
      blocks.matrix(residue, k / fft.size, matrix);
      const { values, vectors } = symmetricEigen(matrix, side);
      applyAt(components, k, values.map(f), vectors);
    }
    components.forEach((spectrum, r) => {
      fft.inverse(spectrum, time);
      const first = residue + blocks.residues * r;
      for (let s = 0; s < fft.size; s++) out[first + s * hop] = time[2 * s];
    });
  }
  return out;
}

/** Replaces the vector that bin k of the components is by V' diag(values) V times it, as [Re; Im]. */
function applyAt(components: Float64Array[], k: number, values: Float64Array, vectors: Float64Array): void {
  const size = components.length;
  const side = 2 * size;
  const x = new Float64Array(side);
  for (let r = 0; r < size; r++) {
    x[r] = components[r][2 * k];
    x[r + size] = components[r][2 * k + 1];
    components[r][2 * k] = 0;
    components[r][2 * k + 1] = 0;
  }
  for (let j = 0; j < side; j++) {
    let along = 0;
    for (let i = 0; i < side; i++) along += vectors[j * side + i] * x[i];
    along *= values[j];
    for (let r = 0; r < size; r++) {
      components[r][2 * k] += along * vectors[j * side + r];
      components[r][2 * k + 1] += along * vectors[j * side + r + size];
    }
  }
}
