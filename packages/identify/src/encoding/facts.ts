import { numbersIn, ranked } from "../survey/ranked.ts";

/** Facts about stored magnitudes that say which curves are worth trying. */
export interface MagnitudeFacts {
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** All values are whole numbers. */
  readonly whole: boolean;
  /** How many of the cells hold exactly the smallest value. */
  readonly atFloor: number;
  /** There are so few different values that steps are wider than noise. */
  readonly coarse: boolean;
}

/** @param values a sample of stored magnitudes; values that are not finite are left out */
export function magnitudeFacts(values: Float64Array): MagnitudeFacts {
  const finite = numbersIn(values);
  let min = finite[0] ?? 0;
  let max = min;
  let whole = true;
  for (let i = 0; i < finite.length; i++) {
    if (finite[i] < min) min = finite[i];
    if (finite[i] > max) max = finite[i];
    whole &&= Number.isInteger(finite[i]);
  }
  let floored = 0;
  for (let i = 0; i < finite.length; i++) if (finite[i] === min) floored++;
  return {
    min,
    max,
    whole,
    atFloor: floored / Math.max(1, finite.length),
    coarse: isCoarse(finite),
    median: ranked(finite, finite.length >> 1) ?? 0,
  };
}

/** Steps of so few different values are coarser than noise, and are not as wide in quiet cells as in loud ones. */
const COARSE = 2048;

function isCoarse(values: Float64Array): boolean {
  const levels = new Set<number>();
  for (let i = 0; i < values.length && levels.size <= COARSE; i++) levels.add(values[i]);
  return levels.size <= COARSE;
}
