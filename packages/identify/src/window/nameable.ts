import { type Evidence, ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { buffered, PARAMETRIC, PLAIN, type WindowCandidate } from "./candidate.ts";
import { supports } from "./envelope.ts";
import { guess, momentsOf } from "./moments.ts";

/** Places tried: the whole buffer, and where the envelope rises above the noise. */
const PLACES = 3;

/**
 * What the best of the usual windows leaves unexplained, e / e0, at a glance: some hundred windows, none refined. Frames that
 * agree only under a window that nobody uses agree by chance.
 *
 * @param enough the first window that leaves less than this will do
 */
export function nameable({ grams, fit }: Evidence, envelope: Float64Array, enough = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of usualWindows(envelope)) {
    const window = buffered(candidate, grams.size);
    if (window !== undefined) least = Math.min(least, ratioOf(explainedBy(window, grams), grams, fit));
    if (least < enough) break;
  }
  return least;
}

/** The usual families at the places that an envelope shows, the likeliest first. */
function* usualWindows(envelope: Float64Array): Generator<WindowCandidate> {
  const moments = momentsOf(envelope);
  const all = supports(envelope);
  const places = [all[0], ...all.slice(1).slice(-PLACES + 1)];
  for (const shape of PLAIN) {
    for (const [offset, length] of places) yield { spec: { ...shape, length }, offset };
    yield guess(shape, moments, envelope.length);
  }
  for (const { family, grid, parameter } of PARAMETRIC)
    for (const value of grid)
      for (const [offset, length] of places.slice(0, 2))
        yield { spec: { family, symmetric: false, length, parameter: parameter(value, length) }, offset };
}
