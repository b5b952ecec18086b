import type { ByteSource, RawLayout } from "@unspectro/core";
import { ranked } from "../survey/ranked.ts";
import { angleFacts } from "./angles.ts";
import { autocorrelation, chanceOf, recurs } from "./correlation.ts";
import { type NumberLayout, numbersOf } from "./elements.ts";
import { LONGEST_HEADER, type PairLayout, pairLayouts } from "./pairs.ts";
import { edgeLines } from "./real-lines.ts";

/** A way to read two headerless files. */
export interface RawFinding {
  /** For `OpenOptions.raw` of the first and the second file. */
  readonly layouts: readonly [RawLayout, RawLayout];
  /** How much the records stand out, above 0; for ranking. */
  readonly score: number;
  readonly evidence: string;
}

/** Numbers looked at, from the end of each file: few at first, more where nothing stands out. */
const LOOKS = [1 << 17, 1 << 20] as const;
/** Records shorter or longer than this are no spectrogram. */
const SHORTEST = 16;
const LONGEST = 70_000;
/** A finding is worth trying from here on, and needs no further look from there on. */
const FAINT = 6;
const CLEAR = 20;
const KEEP = 6;

/**
 * How two headerless files of one spectrogram are laid out: type and order of the bytes, header, length of a record.
 *
 * Neighbouring records are alike in their differences along the record (plain values would favour short lags: spectra
 * slope); the bins that hold only phases 0 and pi recur once a record, or fill the first or the last one.
 *
 * @returns the likeliest first; empty where nothing stands out
 */
export async function findRawLayout(first: ByteSource, second: ByteSource): Promise<readonly RawFinding[]> {
  const found: RawFinding[] = [];
  for (const pair of await pairLayouts(first, second)) {
    for (const look of LOOKS) {
      const here = await records(first, second, pair, look);
      found.push(...here);
      if (here.some(({ score }) => score > CLEAR)) break;
    }
    if (found.some(({ score }) => score > CLEAR)) break;
  }
  return found.sort((a, b) => b.score - a.score).slice(0, KEEP);
}

async function records(
  first: ByteSource,
  second: ByteSource,
  { layouts }: PairLayout,
  look: number,
): Promise<RawFinding[]> {
  const files = [first, second];
  const values = [await tailOf(first, layouts[0], look), await tailOf(second, layouts[1], look)];
  const facts = values.map(angleFacts);
  const angles = facts[0].likeness > facts[1].likeness ? 0 : 1;
  const longest = Math.min(LONGEST, Math.floor(Math.min(values[0].length, values[1].length) / 6));
  const similarity = autocorrelation(differences(logarithms(values[1 - angles])));
  const alike = chanceOf(similarity, SHORTEST, longest);
  const ends = [await headOf(files[angles], layouts[angles], look), values[angles]];
  const tolerance = toleranceOf(layouts[angles]);
  const views = facts[angles].turns.map(([turn, zero]) => {
    const [head, tail] = ends.map((end) => realCells(end, turn, zero, tolerance));
    const cells = { head, tail };
    const lines = autocorrelation(centred(cells.tail));
    return { cells, lines, chance: chanceOf(lines, SHORTEST, longest) };
  });
  const found: Candidate[] = [];
  for (let length = SHORTEST; length <= longest; length++) {
    const headers = files.map((file, i) => file.size % (length * layouts[i].bytes));
    if (headers.some((h, i) => !isHeader(h, length * layouts[i].bytes))) continue;
    const header = headers[angles] / layouts[angles].bytes;
    const likeness = weigh(recurs(similarity, length) / alike);
    let lines = 0;
    for (const view of views) {
      const edges = Number.isInteger(header) ? edgeLines(view.cells, length, header) : 0;
      lines = Math.max(lines, weigh(recurs(view.lines, length) / view.chance) + edges);
    }
    const score = (likeness + lines) * plausible(headers);
    if (likeness + lines < FAINT) continue;
    found.push({
      layouts: [layoutOf(layouts[0], length, headers[0]), layoutOf(layouts[1], length, headers[1])],
      score,
      evidence: `records of ${length} numbers are alike`,
      length,
      likeness,
      weight: likeness + lines,
    });
  }
  found.sort((x, y) => y.score - x.score);
  return oneOfEach(found.slice(0, 40));
}

interface Candidate extends RawFinding {
  readonly length: number;
  readonly likeness: number;
  /** All evidence, whatever header the length would leave. */
  readonly weight: number;
}

/** Headers are shorter than a record; what is no whole block of 64 bytes is much shorter, or it is the rest of a division. */
function isHeader(bytes: number, record: number): boolean {
  return bytes <= LONGEST_HEADER && bytes <= record / (bytes % 64 === 0 ? 2 : 4);
}

/** Evidence over chance, of which ever more counts ever less: neither kind of evidence may drown the other. */
function weigh(ratio: number): number {
  return 8 * Math.log1p(Math.max(0, ratio) / 3);
}

/** Most raw files have no header; those that have one begin both files with the same: a few whole words, or a block. */
function plausible([a, b]: readonly number[]): number {
  if (a === 0 && b === 0) return 1;
  if (a !== b) return 0.3;
  return a % 64 === 0 || (a % 4 === 0 && a <= 44) ? 0.8 : 0.3;
}

/** Records that are steady in time are alike a few numbers beside the right length too: this far, of the length. */
const BESIDE = 1 / 16;
const FAINTER = 0.9;

/**
 * Multiples and parts of the record length stand out too, and what lies beside it. Records far apart are less alike than neighbours, so the true
 * length is as much alike as its multiples; half of a two-sided record is not.
 */
function oneOfEach(found: readonly Candidate[]): RawFinding[] {
  return found.map(({ length, likeness, weight, ...f }) => {
    const worse = found.some((g) => {
      if (
        g.length !== length &&
        Math.abs(g.length - length) <= BESIDE * length &&
        weight < FAINTER * g.weight
      )
        return true;
      if (g.length < length && length % g.length === 0)
        return g.score > 0.6 * f.score && g.likeness > 0.6 * likeness;
      return (
        g.length > length && g.length % length === 0 && g.score > 0.5 * f.score && g.likeness > 1.5 * likeness
      );
    });
    return worse ? { ...f, score: 0.3 * f.score } : f;
  });
}

function layoutOf(
  { element, littleEndian }: NumberLayout,
  recordLength: number,
  headerBytes: number,
): RawLayout {
  return { element, littleEndian, recordLength, headerBytes, order: "rows" };
}

async function tailOf(source: ByteSource, layout: NumberLayout, look: number): Promise<Float64Array> {
  const count = Math.min(look, Math.floor(source.size / layout.bytes));
  return numbersAt(source, layout, source.size - count * layout.bytes, count);
}

async function numbersAt(
  source: ByteSource,
  layout: NumberLayout,
  position: number,
  count: number,
): Promise<Float64Array> {
  const bytes = new Uint8Array(count * layout.bytes);
  await source.read(position, bytes);
  const values = numbersOf(bytes, layout);
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < 1e9)) values[i] = 0;
  return values;
}

/** Logarithms of magnitudes that are not logarithms yet. */
function logarithms(values: Float64Array): Float64Array {
  let top = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < 0) return values;
    top = Math.max(top, values[i]);
  }
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i++) logs[i] = Math.log(values[i] + 1e-7 * top);
  return logs;
}

/** Steps between neighbours; the largest are cut down, or a few (a header's) would drown the rest. */
function differences(values: Float64Array): Float64Array {
  const steps = new Float64Array(values.length);
  for (let i = 1; i < steps.length; i++) steps[i] = values[i] - values[i - 1];
  const sizes = new Float64Array(steps.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(steps[i]);
  const limit = 4 * ranked(sizes, Math.floor(sizes.length * 0.7)) || 1;
  for (let i = 0; i < steps.length; i++) steps[i] = Math.max(-limit, Math.min(limit, steps[i]));
  return steps;
}

/** The first numbers of a file, a header's among them. */
async function headOf(file: ByteSource, layout: NumberLayout, look: number): Promise<Float64Array> {
  return numbersAt(file, layout, 0, Math.min(look, Math.floor(file.size / layout.bytes)));
}

/** 1 where an angle is 0 or half a turn. */
function realCells(values: Float64Array, turn: number, zero: number, tolerance: number): Uint8Array {
  const scale = (2 * Math.PI) / turn;
  const cells = new Uint8Array(values.length);
  for (let i = 0; i < cells.length; i++)
    cells[i] = Math.abs(Math.sin(scale * (values[i] - zero))) < tolerance ? 1 : 0;
  return cells;
}

/** How near to 0 or pi an angle must be to count as real, in radians: as exact as its numbers are. */
function toleranceOf({ element }: NumberLayout): number {
  return element === "float32" || element === "float64" ? 4e-4 : element === "float16" ? 3e-3 : 0.026;
}

function centred(cells: Uint8Array): Float64Array {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) sum += cells[i];
  const out = new Float64Array(cells.length);
  for (let i = 0; i < out.length; i++) out[i] = cells[i] - sum / cells.length;
  return out;
}
