import { PARAMETRIC, type WindowCandidate } from "./candidate.ts";
import { climb } from "./climb.ts";
import { golden } from "./golden.ts";

/** A stretch of the buffer: first sample and length. */
export type Place = readonly [number, number];

/** Places that are refined, of those a grid was tried at: length and parameter trade off along a valley. */
const REFINED = 4;
/** Two ratios this near are the same: the parameter with fewer decimals is told. */
const SAME = 1.02;
/** Steps of the golden section: to 1e-5 of the interval, and on to 1e-9 where that nears the goal. */
const STEPS = 24;
const MORE_STEPS = 44;

/**
 * Kaiser, Gaussian, Tukey, general Hamming: a grid at every place, then a golden section, then the coarsest decimal that
 * is as good.
 *
 * @param test gives what a window leaves unexplained
 * @param enough below this, the window is found
 */
export function parametric(
  places: readonly Place[],
  size: number,
  test: (c: WindowCandidate) => number,
  enough: number,
): void {
  for (const { family, grid, parameter } of PARAMETRIC) {
    const at = (value: number, symmetric: boolean, [offset, length]: Place): WindowCandidate => ({
      spec: { family, symmetric, length, parameter: parameter(value, length) },
      offset,
    });
    const ranked = places
      .map((place) => {
        const ratios = grid.map((value) => test(at(value, false, place)));
        const best = ratios.indexOf(Math.min(...ratios));
        return { place, best, ratio: ratios[best] };
      })
      .filter(({ ratio }) => ratio < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.ratio - b.ratio);
    // a window that fills its buffer is the usual one, and must not be crowded out by its shorter neighbours
    const starts = ranked.filter(({ place }, i) => i < REFINED || place[1] === size);
    for (const { place, best, ratio } of starts) {
      const low = grid[Math.max(0, best - 1)];
      const high = grid[Math.min(grid.length - 1, best + 1)];
      const value = golden((v) => test(at(v, false, place)), low, high, STEPS);
      const near = climb(
        { ...at(value, false, place), ratio: Math.min(ratio, test(at(value, false, place))) },
        test,
        size,
      );
      for (const home of around([near.offset, near.spec.length], place))
        for (const symmetric of [false, true]) if (settle(home, symmetric, low, high) <= enough) return;
    }

    function settle(place: Place, symmetric: boolean, low: number, high: number): number {
      const ratioAt = (value: number): number => test(at(value, symmetric, place));
      let value = golden(ratioAt, low, high, STEPS);
      if (ratioAt(value) < 30 * enough) value = golden(ratioAt, low, high, MORE_STEPS);
      const exact = ratioAt(value);
      for (let digits = 1; digits <= 6; digits++)
        if (ratioAt(Number(value.toFixed(digits))) <= SAME * exact) return exact;
      return exact;
    }
  }
}

/** A place and its neighbours that lack ends of zero. */
function around(...places: readonly Place[]): readonly Place[] {
  const all = places.flatMap(([o, l]) => [
    [o, l],
    [o - 1, l + 1],
    [o - 1, l + 2],
    [o, l + 1],
  ]);
  return [...new Map(all.map((place) => [place.join(" "), place as unknown as Place])).values()];
}
