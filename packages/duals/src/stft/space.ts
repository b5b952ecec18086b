import { ConventionError } from "@unspectro/core";
import { positiveInteger } from "../check.ts";
import { type ColumnSpace, columnSpace } from "../linear/qr.ts";
import { checkFrame, coverage, gcd, type StftFrame } from "./frame.ts";
import { notInvertible, requireInvertible } from "./invertible.ts";

/** Where a synthesis window lies: sample `start` is the window's first, relative to that of the analysis window. */
export interface Support {
  readonly start: number;
  readonly length: number;
}

/**
 * All synthesis windows of one support that invert an STFT exactly: `canonical` plus any vector of the null space.
 * The two are orthogonal, so |g|^2 = |canonical|^2 + |g - canonical|^2.
 */
export interface DualSpace {
  readonly frame: StftFrame;
  readonly support: Support;
  /** The inverse of least norm (and noise) on the support. */
  readonly canonical: Float64Array;
  /** Free parameters. 0: there is one inverse only. */
  readonly dimension: number;
  /** Replaces a vector by its part in the null space. */
  project(vector: Float64Array): void;
  /** An orthonormal basis of the null space, `dimension` vectors of the support's length; memory is their product. */
  basis(): Float64Array[];
}

/** Unknowns that one dense factorisation may have: 2048 take 32 MiB and about ten seconds. */
const LARGEST_BLOCK = 2048;

/**
 * The space of inverses, from the duality conditions of Wexler and Raz:
 *
 *   sum_m h[n + m a] g[n + m a + p M] = 1 for p = 0, 0 for any other p, for n = 0 .. a - 1
 *
 * Where no two samples are M or more apart only p = 0 remains: one equation for each n, solved in closed form.
 * Else the equations fall into gcd(a, M) blocks, each factored once.
 *
 * @param support of the synthesis window; the analysis window's own unless given
 * @throws DataError `not-invertible` where the support has no inverse; ConventionError for a frame that is none, or one
 * whose blocks are too large to factor (hop and FFT size with a small common divisor and a window longer than the FFT)
 */
export function dualSpace(frame: StftFrame, support?: Support): DualSpace {
  checkFrame(frame);
  const own = { start: 0, length: frame.window.length };
  const { start, length } = support ?? own;
  positiveInteger("support.length", length);
  if (!Number.isInteger(start)) {
    throw new ConventionError("bad-convention", "support.start", "must be a whole number", {
      found: String(start),
    });
  }
  requireInvertible(frame);
  const last = start + length - 1;
  const farthest = Math.max(last, frame.window.length - 1 - start);
  const pieces =
    farthest < frame.fftSize ? painlessPieces(frame, start, length) : blockPieces(frame, start, length);
  return { frame, support: { start, length }, ...pieces };
}

type Pieces = Pick<DualSpace, "canonical" | "dimension" | "project" | "basis">;

/** One equation for each n: its coefficients are the window itself, so canonical and projection are closed forms. */
function painlessPieces(frame: StftFrame, start: number, length: number): Pieces {
  const { hop, window } = frame;
  const h = Float64Array.from({ length }, (_, n) => window[n + start] ?? 0);
  const cover = new Float64Array(hop);
  for (let n = 0; n < length; n++) cover[n % hop] += h[n] * h[n];
  const whole = coverage(frame).reduce((most, value) => Math.max(most, value), 0);
  if (length < hop || cover.some((value) => value <= 1e-20 * whole)) throw noneHere(frame, start, length);
  const along = new Float64Array(hop);
  return {
    canonical: h.map((value, n) => value / cover[n % hop]),
    dimension: length - hop,
    project(vector) {
      along.fill(0);
      for (let n = 0; n < length; n++) along[n % hop] += h[n] * vector[n];
      for (let n = 0; n < hop; n++) along[n] /= cover[n];
      for (let n = 0; n < length; n++) vector[n] -= h[n] * along[n % hop];
    },
    basis() {
      const vectors: Float64Array[] = [];
      for (let residue = 0; residue < hop; residue++) {
        const places = placesOf(length, residue, hop);
        const space = columnSpace(
          Float64Array.from(places, (n) => h[n]),
          places.length,
          1,
        );
        vectors.push(...nullVectors(space, places, length));
      }
      return vectors;
    },
  };
}

/** One dense factorisation for each residue mod gcd(a, M). */
function blockPieces(frame: StftFrame, start: number, length: number): Pieces {
  const divisor = gcd(frame.hop, frame.fftSize);
  const unknowns = Math.ceil(length / divisor);
  if (unknowns > LARGEST_BLOCK) {
    throw new ConventionError("does-not-fit", "geometry.hop", "these inverses take too large a system", {
      expected: `at most ${LARGEST_BLOCK} unknowns together`,
      found: `${unknowns}, since hop and FFT size have only the divisor ${divisor} in common`,
      advice: "use a hop that shares a larger divisor with the FFT size",
    });
  }
  const canonical = new Float64Array(length);
  const blocks: { places: Int32Array; space: ColumnSpace }[] = [];
  let dimension = 0;
  for (let residue = 0; residue < divisor; residue++) {
    const first = (((residue - start) % divisor) + divisor) % divisor;
    const places = placesOf(length, first, divisor);
    const { matrix, wanted } = equations(frame, start, places, residue, divisor);
    const space = columnSpace(matrix, places.length, wanted.length);
    const solution = new Float64Array(places.length);
    const residual = space.solve(wanted, solution);
    if (!(residual < 1e-9)) throw noneHere(frame, start, length);
    places.forEach((place, i) => {
      canonical[place] = solution[i];
    });
    dimension += places.length - space.rank;
    blocks.push({ places, space });
  }
  return {
    canonical,
    dimension,
    project(vector) {
      for (const { places, space } of blocks) projectBlock(vector, places, space);
    },
    basis: () => blocks.flatMap(({ places, space }) => nullVectors(space, places, length)),
  };
}

/** The conditions that touch samples `places` of the synthesis window, as columns, and their right-hand sides. */
function equations(
  frame: StftFrame,
  start: number,
  places: Int32Array,
  residue: number,
  divisor: number,
): { matrix: Float64Array; wanted: Float64Array } {
  const { window: h, hop, fftSize } = frame;
  const end = start + (places.at(-1) ?? 0);
  const lowest = -Math.floor((h.length - 1 - start) / fftSize) - 1;
  const highest = Math.floor(end / fftSize) + 1;
  const columns: Float64Array[] = [];
  const wanted: number[] = [];
  for (let n = residue; n < hop; n += divisor)
    for (let p = lowest; p <= highest; p++) {
      const column = new Float64Array(places.length);
      let touched = false;
      places.forEach((place, i) => {
        const at = start + place - p * fftSize;
        if ((at - n) % hop !== 0 || at < 0 || at >= h.length) return;
        column[i] = h[at];
        touched = true;
      });
      if (!touched && p !== 0) continue;
      columns.push(column);
      wanted.push(p === 0 ? 1 : 0);
    }
  const matrix = new Float64Array(columns.length * places.length);
  columns.forEach((column, j) => {
    matrix.set(column, j * places.length);
  });
  return { matrix, wanted: Float64Array.from(wanted) };
}

function projectBlock(vector: Float64Array, places: Int32Array, space: ColumnSpace): void {
  const { basis, rank, rows } = space;
  for (let r = 0; r < rank; r++) {
    let along = 0;
    for (let i = 0; i < rows; i++) along += basis[r * rows + i] * vector[places[i]];
    for (let i = 0; i < rows; i++) vector[places[i]] -= along * basis[r * rows + i];
  }
}

function nullVectors(space: ColumnSpace, places: Int32Array, length: number): Float64Array[] {
  const vectors: Float64Array[] = [];
  for (let r = space.rank; r < space.rows; r++) {
    const vector = new Float64Array(length);
    for (let i = 0; i < space.rows; i++) vector[places[i]] = space.basis[r * space.rows + i];
    vectors.push(vector);
  }
  return vectors;
}

function placesOf(length: number, first: number, step: number): Int32Array {
  return Int32Array.from(
    { length: Math.max(0, Math.ceil((length - first) / step)) },
    (_, i) => first + i * step,
  );
}

function noneHere(frame: StftFrame, start: number, length: number): Error {
  return notInvertible(
    frame,
    `no window on samples ${start} to ${start + length - 1} does`,
    "allow a longer support or use a smaller hop",
  );
}
