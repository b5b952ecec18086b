import type { Reading } from "../hypothesis/reading.ts";
import { framesOf, type Placement, placed, spectraOf } from "../structure/frames.ts";

/**
 * Consistency as a function of the curve: frames are linear in the factors c of the hats, so that under a window the
 * energy that it leaves unexplained is c'Uc, of c'Ec in all.
 */
export interface CurveForm {
  /** Hats and the constant, or whatever else the amplitudes are a sum of. */
  readonly count: number;
  /** U and E, count x count. */
  readonly unexplained: Float64Array;
  readonly energy: Float64Array;
}

/** Parts that amplitudes are a sum of: `fill` puts part i of every cell into an array that has a place for each. */
export interface Parts {
  readonly count: number;
  readonly cells: number;
  readonly fill: (i: number, into: Float64Array) => Float64Array;
}

/**
 * The forms of several parts of the frames, which alternate in runs, so that each has loud and quiet ones.
 *
 * Cost: a transform a frame and hat, and count^2 / 2 products a sample.
 *
 * @param window up to a positive gain per residue class
 */
export function formsOf(
  { view, arrangement, edgeGain, lowCut }: Reading,
  { hop: given, ...place }: Placement,
  { count, cells, fill }: Parts,
  window: Float64Array,
  hop: number,
  parts: number,
): CurveForm[] {
  const { frames, bins, first } = view.block;
  const size = arrangement.fftSize;
  const skip = Math.round(hop / given);
  const columns = Math.ceil(size / hop);
  const kept = Math.floor(frames / skip);
  const rows = kept - columns + 1;
  const run = Math.max(1, Math.min(columns, Math.floor(rows / (2 * parts))));
  const unit = unitClasses(window, size, hop);
  const amplitudes = new Float64Array(cells);
  const rests: Float64Array[] = [];
  const sums: Float64Array[] = [];
  view.effort.spend(
    frames * (count * (8 * bins + 3 * size * Math.log2(size))) + (count ** 2 * rows * size) / 2,
  );
  for (let i = 0; i < count; i++) {
    const spectra = spectraOf(fill(i, amplitudes), view.angles, frames, bins, arrangement, edgeGain, lowCut);
    const z = placed(framesOf(spectra, frames, size), frames, size, first, { hop: given, ...place });
    const sum = new Float64Array(rows * hop);
    const rest = new Float64Array(rows * size);
    split(z, unit, size, hop, columns, skip, sum, rest);
    sums.push(sum);
    rests.push(rest);
  }
  const partOf = (row: number): number => Math.floor(row / run) % parts;
  return Array.from({ length: parts }, (_, part) => {
    const unexplained = new Float64Array(count ** 2);
    const energy = new Float64Array(count ** 2);
    for (let row = 0; row < rows; row++) {
      if (partOf(row) !== part) continue;
      for (let i = 0; i < count; i++)
        for (let j = 0; j <= i; j++) {
          const u = product(rests[i], rests[j], row * size, size);
          unexplained[i * count + j] += u;
          energy[i * count + j] += u + product(sums[i], sums[j], row * hop, hop);
        }
    }
    mirror(unexplained, count);
    mirror(energy, count);
    return { count, unexplained, energy };
  });
}

/** What the window explains of every sample, and what is left of each frame's view of it. */
function split(
  z: Float64Array,
  unit: Float64Array,
  size: number,
  hop: number,
  columns: number,
  skip: number,
  sum: Float64Array,
  rest: Float64Array,
): void {
  const rows = sum.length / hop;
  for (let row = 0; row < rows; row++)
    for (let r = 0; r < hop; r++) {
      const newest = (row + columns - 1) * skip;
      let projection = 0;
      for (let j = 0, n = r; n < size; j++, n += hop)
        projection += unit[n] * z[(newest - j * skip) * size + n];
      sum[row * hop + r] = projection;
      for (let j = 0, n = r; n < size; j++, n += hop)
        rest[row * size + n] = z[(newest - j * skip) * size + n] - projection * unit[n];
    }
}

function unitClasses(window: Float64Array, size: number, hop: number): Float64Array {
  const unit = new Float64Array(size);
  for (let r = 0; r < hop; r++) {
    let power = 0;
    for (let n = r; n < size; n += hop) power += window[n] * window[n];
    for (let n = r; n < size; n += hop) unit[n] = power > 0 ? window[n] / Math.sqrt(power) : 0;
  }
  return unit;
}

function product(a: Float64Array, b: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let n = from; n < from + count; n++) sum += a[n] * b[n];
  return sum;
}

function mirror(m: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) m[i * count + j] = m[j * count + i];
}

/** Both parts as one. */
export function together(a: CurveForm, b: CurveForm): CurveForm {
  return {
    count: a.count,
    unexplained: a.unexplained.map((v, i) => v + b.unexplained[i]),
    energy: a.energy.map((v, i) => v + b.energy[i]),
  };
}

/** c'Uc / c'Ec: the share of the energy that no signal explains. Factors that `c` lacks are 0. */
export function leftBy(c: Float64Array, form: CurveForm): number {
  return quadratic(form.unexplained, c, form.count) / energyOf(c, form);
}

/** c'Ec: all of the energy. */
export function energyOf(c: Float64Array, { count, energy }: CurveForm): number {
  return Math.max(quadratic(energy, c, count), 1e-300);
}

function quadratic(m: Float64Array, c: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < c.length; i++) for (let j = 0; j < c.length; j++) sum += m[i * count + j] * c[i] * c[j];
  return sum;
}
