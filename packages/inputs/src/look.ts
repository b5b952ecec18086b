import type { FrameSource, Numbers } from "@unspectro/core/plugin";

/** What the numbers of an array look like. */
export interface Look {
  /** Cells looked at, and whether those are all. */
  readonly cells: number;
  readonly all: boolean;
  readonly min: number;
  readonly max: number;
  /** Cells that are NaN or infinite. */
  readonly notFinite: number;
  readonly zeros: number;
  readonly negatives: number;
  /** Cells that hold the smallest value: thousands of them are a floor where values were cut off. */
  readonly atMinimum: number;
  readonly integers: boolean;
  /** Of complex arrays: whether every cell but zeros has modulus 1. */
  readonly unitModulus: boolean;
  /** The share of cells that are 0 or pi, in the first and last row and column of the stored matrix. */
  readonly edges: { readonly firstBin: number; readonly lastBin: number; readonly firstFrame: number };
}

/** At most so many cells are looked at, spread over the array. */
const MOST_CELLS = 1 << 19;

/** Looks at an array: all of a small one, blocks from everywhere of a large one. */
export async function lookAt(source: FrameSource, mostCells: number = MOST_CELLS): Promise<Look> {
  const { frames, bins } = source;
  const width = source.complex ? 2 : 1;
  const perBlock = Math.max(1, Math.min(frames, Math.floor(mostCells / 16 / Math.max(1, bins)), 256));
  const blocks = Math.max(
    1,
    Math.min(Math.ceil(frames / perBlock), Math.floor(mostCells / (perBlock * bins)) || 1),
  );
  const all = blocks * perBlock >= frames;
  const numbers = perBlock * bins * width;
  // What is stored in float32 needs no conversion.
  const memory = source.element === "float32" ? new Float32Array(numbers) : new Float64Array(numbers);
  const seen = {
    cells: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    notFinite: 0,
    zeros: 0,
    negatives: 0,
    atMinimum: 0,
    integers: true,
    unitModulus: source.complex,
  };
  const edge = { first: 0, last: 0, frames: 0, column: 0 };
  for (let block = 0; block < blocks; block++) {
    const start = all
      ? block * perBlock
      : Math.floor((block * (frames - perBlock)) / Math.max(1, blocks - 1));
    const got = await source.read(start, Math.min(perBlock, frames - start), memory);
    tally(seen, memory, got * bins, width);
    for (let m = 0; m < got && width === 1; m++) {
      edge.first += zeroOrPi(memory[m * bins]!);
      edge.last += zeroOrPi(memory[(m + 1) * bins - 1]!);
      edge.frames++;
    }
    if (block === 0 && width === 1) for (let k = 0; k < bins; k++) edge.column += zeroOrPi(memory[k]!);
  }
  const { frames: rows } = edge;
  return {
    ...seen,
    all,
    edges: {
      firstBin: rows === 0 ? 0 : edge.first / rows,
      lastBin: rows === 0 ? 0 : edge.last / rows,
      firstFrame: bins === 0 ? 0 : edge.column / bins,
    },
  };
}

type Seen = { -readonly [K in keyof Omit<Look, "all" | "edges">]: Look[K] };

/** The first `cells` cells: of complex ones, their moduli count. One loop over plain variables, since it sees millions. */
function tally(seen: Seen, memory: Numbers, cells: number, width: number): void {
  let { min, max, notFinite, zeros, negatives, atMinimum, integers, unitModulus } = seen;
  for (let i = 0; i < cells; i++) {
    const value = width === 1 ? memory[i]! : Math.sqrt(memory[2 * i]! ** 2 + memory[2 * i + 1]! ** 2);
    if (value - value !== 0) {
      notFinite++;
      continue;
    }
    if (value < min) {
      min = value;
      atMinimum = 0;
    }
    if (value === min) atMinimum++;
    if (value > max) max = value;
    if (value === 0) zeros++;
    else if (value < 0) negatives++;
    if (integers && value !== Math.trunc(value)) integers = false;
    if (unitModulus && value !== 0 && Math.abs(value - 1) > 1e-3) unitModulus = false;
  }
  const total = seen.cells + cells;
  Object.assign(seen, {
    cells: total,
    min,
    max,
    notFinite,
    zeros,
    negatives,
    atMinimum,
    integers,
    unitModulus,
  });
}

function zeroOrPi(value: number): number {
  return value === 0 || Math.abs(Math.abs(value) - Math.PI) < 1e-3 ? 1 : 0;
}
