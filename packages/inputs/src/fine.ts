import { type Convention, DOUBLE_PRECISION, type FramePair } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";

/** Frames of floats that agree this well (-60 dB; a glance may be in single precision) were stored finely. */
const FINE = 1e-3;

/**
 * Whether nothing need be mended: both files hold floats that nobody cut off, and some frames agree with each other.
 *
 * @param misfit how far they disagree, 0 .. 1; undefined where that cannot be told
 */
export function storedFinely(
  { magnitude, phase }: FramePair,
  { encoding }: Convention,
  misfit: number | undefined,
): boolean {
  const wide = [magnitude, phase ?? magnitude].every(isWhole);
  return wide && (encoding.magnitude.floor ?? null) === null && misfit !== undefined && misfit < FINE;
}

/** Floats as they were, or printed in all their digits. */
function isWhole({ element, precision, printedFrom }: FrameSource): boolean {
  const isDouble = precision !== undefined && precision <= DOUBLE_PRECISION;
  return /^float(32|64)$/.test(element) || printedFrom === "float32" || isDouble;
}
