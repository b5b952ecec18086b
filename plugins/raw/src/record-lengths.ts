import { type BinaryElement, ELEMENT_BYTES } from "@unspectro/core/plugin";

/** What is known of a headerless file. */
export interface RawFile {
  /** Bytes. */
  readonly size: number;
  readonly element: BinaryElement;
  readonly complex?: boolean;
  readonly headerBytes?: number;
}

/** A shape that headerless files may have. */
export interface RecordLength {
  /** Numbers that lie together. */
  readonly recordLength: number;
  /** Records in the first file. */
  readonly records: number;
  /** What a record looks like: all bins of a frame, or all frames of a bin. */
  readonly recordsAre: "frames" | "bins";
  /** How usual the number of bins is, 0 to 1. For ranking only. */
  readonly likelihood: number;
}

/**
 * The lengths of records that fit all of the files at once, likeliest first. Two files of one spectrogram may differ by
 * a frame, so what must divide is the greatest common divisor of their counts, which then leaves few choices.
 *
 * @example
 * ```ts
 * import { recordLengths } from "@unspectro/raw";
 *
 * // Magnitudes and phases of 1025 bins x 431 frames, float32.
 * const file = { size: 1025 * 431 * 4, element: "float32" } as const;
 * console.log(recordLengths([file, file])[0].recordLength); // 1025
 * ```
 */
export function recordLengths(files: readonly RawFile[]): readonly RecordLength[] {
  const counts = files.map(countOf);
  const [first] = counts;
  if (first === undefined || counts.some((count) => !Number.isSafeInteger(count) || count < 1)) return [];
  const common = counts.reduce(divisor);
  const found: RecordLength[] = [];
  for (const recordLength of divisors(common)) {
    const records = first / recordLength;
    found.push({
      recordLength,
      records,
      recordsAre: "frames",
      likelihood: likelihood(recordLength, records),
    });
    // All frames of a bin together: then every file must have the same number of bins.
    if (counts.every((count) => count === first))
      found.push({
        recordLength,
        records,
        recordsAre: "bins",
        likelihood: 0.9 * likelihood(records, recordLength),
      });
  }
  return found.filter((candidate) => candidate.likelihood > 0).sort((a, b) => b.likelihood - a.likelihood);
}

function countOf({ size, element, complex, headerBytes = 0 }: RawFile): number {
  return (size - headerBytes) / (ELEMENT_BYTES[element] * (complex ? 2 : 1));
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Factors past this are no lengths of records that anybody writes, and end the search in a few milliseconds. */
const LARGEST_FACTOR = 1 << 20;

function divisors(count: number): number[] {
  const found = new Set<number>();
  for (let factor = 1; factor * factor <= count && factor <= LARGEST_FACTOR; factor++)
    if (count % factor === 0) found.add(factor).add(count / factor);
  return [...found];
}

/** FFT sizes that speech software uses besides powers of two: 20, 25, 30... ms at 8, 16, 24, 44.1 and 48 kHz. */
const speechSizes = new Set([
  160, 200, 240, 320, 400, 480, 600, 640, 800, 882, 960, 1102, 1103, 1200, 1323, 1920, 2400,
]);

/** How usual so many bins are: a one-sided FFT of a power of two, one of speech's sizes, without Nyquist, two-sided. */
function likelihood(bins: number, frames: number): number {
  if (bins < 2 || bins > 65537) return 0;
  const shape = frames === 1 ? 0.1 : frames < 4 ? 0.5 : 1;
  const size = 2 * (bins - 1);
  if (powerOfTwo(size) && size >= 128) return shape * (size >= 256 && size <= 8192 ? 1 : 0.9);
  if (speechSizes.has(size)) return shape * 0.8;
  if ((powerOfTwo(bins) || powerOfTwo(size)) && bins > 16) return shape * 0.6;
  if (bins % 2 === 1 && bins > 16) return shape * 0.2;
  return shape * (bins > 16 ? 0.1 : 0.02);
}

function powerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
