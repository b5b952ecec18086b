import { ANY_PHASE, type Cells } from "./cells.ts";

/** What cells leave open, added up over those of which anything is known. */
export interface Openness {
  /** Squares of their middles. */
  energy: number;
  /** Squared error to be expected along the rays, and across them, were the truth evenly spread over each cell. */
  along: number;
  across: number;
  /** Cells of which something is known, and those of them that reach down to nothing. */
  known: number;
  clipped: number;
}

/** Nothing added up yet. */
export function noOpenness(): Openness {
  return { energy: 0, along: 0, across: 0, known: 0, clipped: 0 };
}

/** Adds up what these cells leave open. */
export function addOpenness({ lowest, highest, sines }: Cells, sum: Openness): Openness {
  for (let cell = 0; cell < sines.length; cell++) {
    const [least, most, sine] = [lowest[cell], highest[cell], sines[cell]];
    if (most === Number.POSITIVE_INFINITY) continue;
    const middle = (least + most) / 2;
    sum.known++;
    if (least === 0 && most > 0) sum.clipped++;
    sum.energy += middle ** 2;
    sum.along += (most - least) ** 2 / 12;
    if (sine !== ANY_PHASE) sum.across += (middle * sine) ** 2 / 3;
  }
  return sum;
}
