import { type Conclusion, UNRELATED } from "../conclusion/conclude.ts";
import { decode } from "../encoding/scale.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { leadOver, repeated } from "../proof/repeat.ts";
import { roundingIn } from "../proof/rounding.ts";
import { usual } from "../structure/arrangement.ts";
import type { Weight } from "../types.ts";

/** Above this e / e0 files are noisy: what was found is looked for again in parts of them, and held against its rival there. */
const NOISY = 1e-6;

/** What the confidence in a conclusion rests on, the best of the others beside it. */
export function weightOf(c: Conclusion, rival: Hypothesis | undefined): Weight {
  const { hypothesis: h, proof } = c;
  const overlap = 1 - h.placement.hop / h.arrangement.fftSize;
  const score = h.evidence.score - (rival?.evidence.score ?? 0);
  const noisy = c.ratio > NOISY && c.ratio < UNRELATED && h.seams === undefined;
  const { cells, evenness } = crowdOf(h);
  const noise = noiseIn(c, overlap);
  return {
    residual: Math.sqrt(c.ratio),
    overlap,
    margin: Math.min(h.lead, score),
    frames: h.view.block.frames,
    curve: proof?.curve ?? 1,
    window: proof?.window ?? 1,
    bent: noisy && proof !== undefined ? proof.bent * overlap : 0,
    rounded: noisy ? roundingIn(h.view, h.scale) / noise : 0,
    repeated: noisy ? repeated(h) : 1,
    ahead: noisy ? leadOver(h, rival) : 0,
    habit: h.habit,
    size: usual(h.arrangement.fftSize),
    cells,
    evenness,
  };
}

/** The share of the energy that is noise: what is left unexplained, over the share of it that overlaps can show. */
function noiseIn({ hypothesis, ratio }: Conclusion, overlap: number): number {
  const { grams, fit } = hypothesis.evidence;
  return (ratio * (1 - fit.unrelated / grams.energy)) / overlap;
}

/** Over how many cells the energy spreads, (sum a^2)^2 / sum a^4, and their share of all. */
function crowdOf({ view, scale }: Hypothesis): { readonly cells: number; readonly evenness: number } {
  const amplitudes = decode(view.block.magnitude, scale, view.facts);
  let squares = 0;
  let fourths = 0;
  for (let i = 0; i < amplitudes.length; i++) {
    const square = amplitudes[i] * amplitudes[i];
    squares += square;
    fourths += square * square;
  }
  const cells = fourths > 0 ? squares ** 2 / fourths : 0;
  return { cells, evenness: cells / amplitudes.length };
}
