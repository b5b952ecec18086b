import { type ByteSource, complexFft, type RawLayout } from "@unspectro/core";
import { readPhases } from "../encoding/phase-unit.ts";
import { type NumberLayout, numberLayouts, numbersOf } from "./elements.ts";

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
/** The longest header that is still one. */
const LONGEST_HEADER = 1024;
const KEEP = 6;

/**
 * How two headerless files of one spectrogram are laid out: type and order of the bytes, header, length of a record.
 *
 * Neighbouring records are alike in their differences along the record (plain values would favour short lags: spectra
 * slope), and the bins that hold only phases 0 and pi recur once a record, or fill whole records.
 *
 * @returns the likeliest first; empty where nothing stands out
 */
export async function findRawLayout(first: ByteSource, second: ByteSource): Promise<readonly RawFinding[]> {
  const found: RawFinding[] = [];
  for (const layout of (await numberLayouts(first, second)).slice(0, 2)) {
    for (const look of LOOKS) {
      found.push(...(await records(first, second, layout, look)));
      if (found.length > 0) return found.sort((a, b) => b.score - a.score).slice(0, KEEP);
    }
  }
  return found;
}

async function records(
  first: ByteSource,
  second: ByteSource,
  layout: NumberLayout,
  look: number,
): Promise<RawFinding[]> {
  const a = await valuesOf(first, layout, look);
  const b = await valuesOf(second, layout, look);
  const count = Math.min(a.length, b.length);
  const [magnitude, phase] = roles(a.subarray(a.length - count), b.subarray(b.length - count));
  const similarity = autocorrelation(differences(logarithms(magnitude)));
  const lines = autocorrelation(realCells(phase));
  const found: RawFinding[] = [];
  const longest = Math.min(LONGEST, Math.floor(count / 6));
  const spread = deviation(similarity, longest);
  const spreadOfLines = deviation(lines, longest);
  for (let length = SHORTEST; length <= longest; length++) {
    const headers = [first, second].map((file) => file.size % (length * layout.bytes));
    if (headers.some((h) => h > Math.min(LONGEST_HEADER, (length * layout.bytes) / 4))) continue;
    const score = recurs(similarity, length) / spread + recurs(lines, length) / spreadOfLines;
    if (score < 6) continue;
    const plain = headers.every((h) => h === 0)
      ? 1
      : headers[0] === headers[1] && headers[0] % 4 === 0
        ? 0.8
        : 0.4;
    found.push({
      layouts: [layoutOf(layout, length, headers[0]), layoutOf(layout, length, headers[1])],
      score: score * plain,
      evidence: `records of ${length} numbers are alike`,
    });
  }
  found.sort((x, y) => y.score - x.score);
  return preferShort(found.slice(0, 40));
}

/** A multiple of the record length stands out too: among multiples, the shortest that is nearly as good. */
function preferShort(found: readonly RawFinding[]): RawFinding[] {
  const length = (f: RawFinding): number => f.layouts[0].recordLength ?? 0;
  return found.map((f) => {
    const shorter = found.some(
      (g) => length(g) < length(f) && length(f) % length(g) === 0 && g.score > 0.35 * f.score,
    );
    return shorter ? { ...f, score: 0.3 * f.score } : f;
  });
}

function layoutOf(
  { element, littleEndian }: NumberLayout,
  recordLength: number,
  headerBytes: number,
): RawLayout {
  return { element, littleEndian, recordLength, headerBytes, order: "rows" };
}

async function valuesOf(source: ByteSource, layout: NumberLayout, look: number): Promise<Float64Array> {
  const count = Math.min(look, Math.floor(source.size / layout.bytes));
  const bytes = new Uint8Array(count * layout.bytes);
  await source.read(source.size - bytes.length, bytes);
  const values = numbersOf(bytes, layout);
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < 1e9)) values[i] = 0;
  return values;
}

function roles(a: Float64Array, b: Float64Array): readonly [Float64Array, Float64Array] {
  const likeA = readPhases(a, 1, a.length).likeness;
  const likeB = readPhases(b, 1, b.length).likeness;
  return likeA > likeB ? [b, a] : [a, b];
}

/** Logarithms of magnitudes that are not logarithms yet. */
function logarithms(values: Float64Array): Float64Array {
  if (values.some((v) => v < 0)) return values;
  const top = values.reduce((x, y) => Math.max(x, y), 0);
  return values.map((v) => Math.log(v + 1e-7 * top));
}

/** Steps between neighbours; the largest are cut down, or a few (a header's) would drown the rest. */
function differences(values: Float64Array): Float64Array {
  const steps = values.map((v, i) => (i === 0 ? 0 : v - values[i - 1]));
  const sizes = steps.map(Math.abs).sort();
  const limit = 4 * sizes[Math.floor(sizes.length * 0.7)] || 1;
  return steps.map((d) => Math.max(-limit, Math.min(limit, d)));
}

/** 1 where an angle is 0 or half a turn, less the mean. */
function realCells(values: Float64Array): Float64Array {
  const { period, offset } = readPhases(values, 1, values.length);
  const cells = values.map((v) => {
    if (v === 0) return 0.5;
    return Math.abs(Math.sin((2 * Math.PI * (v - offset)) / period)) < 3e-3 ? 1 : 0;
  });
  const mean = cells.reduce((x, y) => x + y, 0) / cells.length;
  return cells.map((c) => c - mean);
}

/** Autocorrelation at all lags up to half the length, 1 at lag 0, by FFT. */
function autocorrelation(values: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(2 * values.length));
  const fft = complexFft(size);
  const time = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  for (let i = 0; i < values.length; i++) time[2 * i] = values[i];
  fft.forward(time, spectrum);
  for (let k = 0; k < size; k++) {
    spectrum[2 * k] = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
    spectrum[2 * k + 1] = 0;
  }
  fft.inverse(spectrum, time);
  const half = values.length >> 1;
  const scale = time[0] > 0 ? 1 / time[0] : 0;
  return Float64Array.from(
    { length: half },
    (_, lag) => (time[2 * lag] * scale * values.length) / (values.length - lag),
  );
}

/** How far a lag and its first multiples rise above their neighbours. */
function recurs(c: Float64Array, lag: number): number {
  let sum = 0;
  let counted = 0;
  for (let k = 1; k <= 3 && k * lag + 2 < c.length; k++, counted++) sum += standsOut(c, k * lag);
  return counted > 0 ? sum / Math.sqrt(counted) : 0;
}

/** How far a lag rises above its neighbours. */
function standsOut(c: Float64Array, lag: number): number {
  return c[lag] - 0.5 * Math.max(c[lag - 1] + c[lag + 1], c[lag - 2] + c[lag + 2]);
}

/** Typical size of what `standsOut` gives at lags that mean nothing. */
function deviation(c: Float64Array, longest: number): number {
  const sizes: number[] = [];
  for (let lag = SHORTEST; lag <= longest; lag++) sizes.push(Math.abs(standsOut(c, lag)));
  sizes.sort((a, b) => a - b);
  return Math.max(1.5 * (sizes[sizes.length >> 1] ?? 1), 1e-9);
}
