import { readPhases } from "../encoding/phase-unit.ts";
import { anglesOf } from "../structure/frames.ts";
import { isFlat } from "./loudest.ts";
import type { Block } from "./pair.ts";
import type { Roles } from "./roles.ts";

/** Angles whose mean vector is shorter than 1 by no more than this are all the same. */
const ALIKE = 1e-6;
/** Rows and columns shorter than this say nothing. */
const FEW = 4;

/**
 * Why a pair cannot be a spectrogram with its phases, whatever the convention: frames made of constants agree under many.
 * Undefined where it can be.
 */
export function hollow(block: Block): string | undefined {
  const { magnitude, phase, frames, bins } = block;
  if (isFlat(magnitude)) return "the magnitudes are all the same: the files are silent, or hold nothing";
  const { cos, sin } = anglesOf(block, readPhases(phase, frames, bins));
  const same = (groups: number, length: number, step: number, stride: number): boolean => {
    if (length < FEW) return false;
    let sum = 0;
    for (let g = 0; g < groups; g++) {
      let x = 0;
      let y = 0;
      for (let i = 0; i < length; i++) {
        x += cos[g * step + i * stride];
        y += sin[g * step + i * stride];
      }
      sum += Math.hypot(x, y);
    }
    return sum > (1 - ALIKE) * groups * length;
  };
  const what = same(1, frames * bins, 0, 1)
    ? `all the same (${Number(phase[0].toPrecision(6))})`
    : same(frames, bins, bins, 1)
      ? "the same along every row"
      : same(bins, frames, 1, bins)
        ? "the same along every column"
        : undefined;
  return what && `the phases are ${what}, so they are not those of a sound: ask for the file that holds them`;
}

/** Angles look like angles by more than the one, and magnitudes by less than the other. */
const NO_ANGLES = 0.1;
const ANGLES = 0.5;

/** What is wrong with two arrays of the same kind; said only where nothing explains them. */
export function mismatched({ likeness: [a, b] }: Roles): string | undefined {
  if (Math.max(a, b) < NO_ANGLES)
    return "neither array looks like phases, which fill one turn evenly: both may hold magnitudes";
  if (Math.min(a, b) > ANGLES)
    return "both arrays look like phases, which fill one turn evenly: neither may hold magnitudes";
  return undefined;
}
