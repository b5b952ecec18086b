import type { ByteSource } from "@unspectro/core";
import { type NumberLayout, type Reading, readingsOf } from "./elements.ts";

/** How the numbers of two files that belong together may be stored. */
export interface PairLayout {
  readonly layouts: readonly [NumberLayout, NumberLayout];
  readonly score: number;
}

/** The longest header that is still one, in bytes. */
export const LONGEST_HEADER = 1024;
/** How far two files may differ in length: by a frame or a bin. */
const SIZE_TOLERANCE = 0.03;
const KEEP = 3;
/** Readings this much worse than the best are not looked at: whole numbers can be read from any bytes. */
const DOUBT = 1;

/**
 * Ways to read two files as arrays of as many numbers, best first. Where their numbers are of different widths, the
 * sizes tell how many there are, and how long the header is; at that precision chance plays no part.
 */
export async function pairLayouts(first: ByteSource, second: ByteSource): Promise<readonly PairLayout[]> {
  const [a, b] = [await readingsOf(first), await readingsOf(second)];
  const out: PairLayout[] = [];
  for (const x of a)
    for (const y of b) {
      const agreement = agreementOf(first.size, second.size, x, y);
      if (agreement > 0) out.push({ layouts: [x.layout, y.layout], score: x.score + y.score + agreement });
    }
  out.sort((p, q) => q.score - p.score);
  return out.filter(({ score }) => score > out[0].score - DOUBT).slice(0, KEEP);
}

function isFloat({ element }: NumberLayout): boolean {
  return element.startsWith("float");
}

/** How well two readings go together: 0 where they would give arrays of different sizes. */
function agreementOf(
  sizeA: number,
  sizeB: number,
  { layout: a, score: scoreA }: Reading,
  { layout: b, score: scoreB }: Reading,
): number {
  const ratio = sizeA / a.bytes / (sizeB / b.bytes);
  if (Math.abs(ratio - 1) > SIZE_TOLERANCE) return 0;
  // any two bytes are a half float: that one file reads as angles speaks for the other
  if (a.element === "float16" && b.element === "float16") return Math.max(scoreA, scoreB) > 1.6 ? 6 : 0.1;
  if (a.bytes === b.bytes) {
    const alike = isFloat(a) === isFloat(b) && a.littleEndian === b.littleEndian;
    return alike ? (sizeA === sizeB ? 1 : 0.8) : 0.2;
  }
  const count = (sizeA - sizeB) / (a.bytes - b.bytes);
  const header = sizeA - count * a.bytes;
  const exact = Number.isInteger(count) && header >= 0 && header <= LONGEST_HEADER;
  return exact ? 1 : 0.05;
}
