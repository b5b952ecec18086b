import { formsOf, leftBy, type Parts } from "../curve/form.ts";
import { freeFactors } from "../curve/free.ts";
import type { MagnitudeFacts } from "../encoding/facts.ts";
import { isClipped, type Scale } from "../encoding/scale.ts";
import { type Completed, completed } from "./complete.ts";

/** Other numbers of a curve must leave less than this share: numbers fitted to some hundred loud cells gain a percent by chance. */
const BETTER = 0.97;
/** Steps of Gauss and Newton: what is left is nearly a parabola in both numbers. */
const STEPS = 3;

/**
 * The same with the numbers of a logarithm settled on all frames, where its values were stretched over an integer type: its rate
 * is no round number then, and what was added stands in no proportion to the steps. The frames of a search foretell both only
 * roughly, which shows where steps are fine.
 */
export function withExactSteps(best: Completed): Completed {
  const { hypothesis: h, fit } = best;
  const { facts, block, wanted } = h.view;
  if (!facts.whole || h.scale.curve === "power" || wanted.scale !== undefined) return best;
  if (best.detrend || isClipped(h.scale, facts)) return best;
  const { hop } = fit.evidence.grams;
  let at = logarithmOf(h.scale, facts);
  let least = Number.POSITIVE_INFINITY;
  let found = h.scale;
  for (let step = 0; step <= STEPS && !h.view.effort.exhausted(); step++) {
    const scale = scaleOf(at, facts);
    const parts = tangents(block.magnitude, at, facts);
    const [form] = formsOf({ ...h, scale }, h.placement, parts, fit.samples, hop, 1);
    const left = leftBy(Float64Array.of(1, 0, 0), form);
    if (!(left < least)) break;
    if (step > 0) found = scale;
    least = left;
    const [whole, rate, constant] = freeFactors(form, parts.count);
    at = { rate: at.rate * (1 + rate / whole), constant: Math.max(0, at.constant - constant / whole) };
  }
  if (found === h.scale) return best;
  const next = completed({ ...h, scale: found });
  return !next.detrend && next.fit.window.ratio < BETTER * best.fit.window.ratio ? next : best;
}

/** Amplitudes e^(rate (v - max)) - constant. */
interface Logarithm {
  readonly rate: number;
  readonly constant: number;
}

function logarithmOf({ curve, rate, added = 0 }: Scale, { max }: MagnitudeFacts): Logarithm {
  return { rate, constant: (curve === "expm1" ? 1 : added) * Math.exp(-rate * max) };
}

/** What is taken away is no more than the smallest cell has. */
function scaleOf({ rate, constant }: Logarithm, { min, max }: MagnitudeFacts): Scale {
  const added = Math.min(constant * Math.exp(rate * max), Math.exp(rate * min));
  return added > 0 ? { curve: "exp", rate, added } : { curve: "exp", rate };
}

/** The amplitudes, and what they change by with the logarithm of the rate and with the constant. */
function tangents(stored: Float64Array, { rate, constant }: Logarithm, { max }: MagnitudeFacts): Parts {
  const fill = (i: number, into: Float64Array): Float64Array => {
    for (let n = 0; n < into.length; n++) {
      const nepers = rate * (stored[n] - max);
      const whole = Math.exp(nepers);
      into[n] = !(whole > constant) ? 0 : i === 0 ? whole - constant : i === 1 ? nepers * whole : 1;
    }
    return into;
  };
  return { count: 3, cells: stored.length, fill };
}
