import { ConventionError, DataError } from "@unspectro/core";
import { type ColumnSpace, columnSpace } from "../linear/qr.ts";
import { checkBank, type FilterBank, overlapFactor, type SynthesisBank } from "./bank.ts";
import { bankBounds, toeplitzMatrix } from "./polyphase.ts";
import { type RealForm, type RealPart, realForm } from "./symmetry.ts";

/**
 * All FIR inverses of a bank that look at `frames` frames: `minimumNorm` plus any combination, row by row, of the null
 * space. A point of the space is N rows of `width` real numbers: output sample x[(n - block) N - r] is row r times
 * the real coefficients of frames n, n - 1, ... (see {@link RealForm}).
 */
export interface InverseSpace {
  readonly bank: FilterBank;
  readonly form: RealForm;
  /** p: the filters have p N taps. */
  readonly frames: number;
  /** Delay in blocks of N samples. */
  readonly block: number;
  /** Numbers in a row: real coefficients in p frames. */
  readonly width: number;
  /** The inverse of least norm: of least noise. */
  readonly minimumNorm: Float64Array;
  /** Free real parameters: N times the dimension of the null space. */
  readonly dimension: number;
  /** Largest violation of the perfect-reconstruction equations by `minimumNorm`. */
  readonly residual: number;
  /** Replaces a point by its part in the null space. */
  project(point: Float64Array): void;
}

/** What there is to choose for an inverse. */
export interface InverseOptions {
  /** p; default: the least that works. */
  readonly frames?: number;
  /** Delay in blocks of N; default: the one with the least noise. */
  readonly block?: number;
  /** p is searched for up to this; default: as far as the degree bound (k - 1) N and memory allow. */
  readonly mostFrames?: number;
}

/** Above this the equations are violated: no inverse. Inverses found leave some 1e-14. */
const SOLVED = 1e-9;
/** Rows of the largest system tried: 2048 take 32 MiB and some seconds. */
const LARGEST_SYSTEM = 2048;

/**
 * Finds the FIR inverses of a bank: with the least number of frames p for which the perfect-reconstruction equations
 * have a solution, and the delay at which it amplifies noise least.
 *
 * The equations themselves decide, not the frame bounds: a bank can be stable (full rank on the unit circle) and have
 * no FIR inverse (it needs full rank for every z other than 0).
 *
 * @throws DataError `not-invertible` with the reason; ConventionError `does-not-fit` for banks too large for a dense
 * system
 *
 * @example
 * ```ts
 * import { modulatedBank, inverseSpace } from "@unspectro/duals";
 *
 * const sine = Float64Array.from({ length: 24 }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / 24));
 * const space = inverseSpace(modulatedBank(sine, 14, 8));
 * console.log(space.frames, space.dimension); // 3 16
 * ```
 */
export function inverseSpace(bank: FilterBank, options: InverseOptions = {}): InverseSpace {
  checkBank(bank);
  const form = realForm(bank);
  const factor = overlapFactor(bank);
  const { decimation, channels } = bank;
  if (channels < decimation)
    throw refuse(bank, `${channels} channels are kept for every ${decimation} samples`);
  const affordable = Math.floor(LARGEST_SYSTEM / form.parts.length);
  if (affordable < (options.frames ?? 1)) throw tooLarge(form.parts.length * (options.frames ?? 1));
  const least = options.frames ?? 1;
  const most =
    options.frames ?? Math.min(affordable, options.mostFrames ?? Math.max(least, (factor - 1) * decimation));
  for (let frames = least; frames <= most; frames++) {
    const { matrix, rows, columns } = toeplitzMatrix(bank, form, frames);
    const space = columnSpace(matrix, rows, columns);
    const best = bestDelay(bank, form, space, frames + factor - 1, options.block);
    if (best === undefined) continue;
    return {
      bank,
      form,
      frames,
      width: rows,
      dimension: decimation * (rows - space.rank),
      ...best,
      project: rowProjector(space, decimation),
    };
  }
  throw refuse(bank, whyNot(bank, most, options));
}

interface Solution {
  readonly block: number;
  readonly minimumNorm: Float64Array;
  readonly residual: number;
}

/** One factorisation serves all delays; of those with an inverse the one of least norm is taken. */
function bestDelay(
  bank: FilterBank,
  form: RealForm,
  space: ColumnSpace,
  blocks: number,
  asked?: number,
): Solution | undefined {
  let best: (Solution & { readonly energy: number }) | undefined;
  for (let block = asked ?? 0; block <= (asked ?? blocks - 1); block++) {
    const minimumNorm = new Float64Array(bank.decimation * space.rows);
    const wanted = new Float64Array(space.columns);
    let residual = 0;
    let energy = 0;
    for (let r = 0; r < bank.decimation && residual < SOLVED; r++) {
      const at = block * bank.decimation + r;
      if (at >= (form.hermitian ? space.columns : space.columns / 2)) return undefined;
      wanted[at] = 1;
      const row = minimumNorm.subarray(r * space.rows, (r + 1) * space.rows);
      residual = Math.max(residual, space.solve(wanted, row));
      wanted[at] = 0;
      for (const value of row) energy += value * value;
    }
    if (residual < SOLVED && (best === undefined || energy < best.energy * (1 - 1e-12))) {
      best = { block, minimumNorm, residual, energy };
    }
  }
  return best && { block: best.block, minimumNorm: best.minimumNorm, residual: best.residual };
}

/** Projects each of the N rows onto the complement of the column space. */
function rowProjector({ basis, rank, rows }: ColumnSpace, count: number): (point: Float64Array) => void {
  const kept = new Float64Array(rows);
  return (point) => {
    for (let r = 0; r < count; r++) {
      const row = point.subarray(r * rows, (r + 1) * rows);
      kept.fill(0);
      for (let v = rank; v < rows; v++) {
        let along = 0;
        for (let i = 0; i < rows; i++) along += basis[v * rows + i] * row[i];
        for (let i = 0; i < rows; i++) kept[i] += along * basis[v * rows + i];
      }
      row.set(kept);
    }
  };
}

/** The filters of a point of the space: tap tau N + N - 1 - r of a channel is number (tau, channel) of row r. */
export function synthesisBank(space: InverseSpace, point: Float64Array = space.minimumNorm): SynthesisBank {
  const { bank, block } = space;
  const { channels, decimation } = bank;
  const length = space.frames * decimation;
  const real = new Float64Array(channels * length);
  const imaginary = new Float64Array(channels * length);
  eachTap(space, (at, tap, { channel, imaginary: asImaginary, weight, partner = channel }) => {
    const value = (partner === channel ? weight : weight / 2) * point[at];
    const taps = asImaginary ? imaginary : real;
    taps[channel * length + tap] = asImaginary ? -value : value;
    if (partner !== channel) taps[partner * length + tap] = value;
  });
  return { channels, decimation, length, real, imaginary, delay: block * decimation + decimation - 1 };
}

/** Goes through the numbers of a point: its place there, the tap of the filter it makes, and of which part. */
export function eachTap(
  { bank, form, frames, width }: InverseSpace,
  visit: (at: number, tap: number, part: RealPart) => void,
): void {
  const { decimation } = bank;
  for (let r = 0; r < decimation; r++)
    for (let tau = 0; tau < frames; tau++)
      form.parts.forEach((part, i) => {
        visit(r * width + tau * form.parts.length + i, tau * decimation + decimation - 1 - r, part);
      });
}

function tooLarge(rows: number): ConventionError {
  return new ConventionError("does-not-fit", "bank", "the inverses of this bank take too large a system", {
    expected: `at most ${LARGEST_SYSTEM} rows`,
    found: String(rows),
    advice: "treat a bank that is an STFT as one (dualSpace)",
  });
}

function refuse(bank: FilterBank, why: string): DataError {
  return new DataError("not-invertible", `no FIR synthesis bank inverts this analysis bank: ${why}`, {
    found: `${bank.channels} channels of ${bank.length} taps, decimation ${bank.decimation}`,
    advice: "use more channels, a smaller decimation, or other filters",
  });
}

/** Below this share of B a direction is lost rather than weak. */
const LOST = 1e-13;

function whyNot(bank: FilterBank, most: number, { frames, block }: InverseOptions): string {
  const { lower, upper, weakest } = bankBounds(bank);
  if (lower <= LOST * upper) {
    return `it is deaf to some signal at ${weakest.toPrecision(3)} cycles a frame (its lower frame bound is 0)`;
  }
  const delay = block === undefined ? "any delay" : `a delay of ${block} blocks`;
  const length = frames === undefined ? `up to ${most}` : String(most);
  return `the equations have no solution with ${length} frames and ${delay}, though a stable infinite inverse exists`;
}
