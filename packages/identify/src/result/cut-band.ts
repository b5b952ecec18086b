import type { Convention, WindowSpec } from "@unspectro/core";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import type { Alternative } from "../types.ts";

/** A residual that is this far above the file's precision may be the trace of missing bins. */
const TRACE = 1e-5;

/**
 * A one-sided spectrum without its Nyquist line may be whole (an odd FFT size, a dropped Nyquist bin), or the lower
 * part of a longer one: B bins of N/2 + 1 look like audio at another sample rate. Both explain the data.
 *
 * @returns the power-of-two reading as the preferred convention, the plain one as the alternative
 */
export function cutBandRival(
  convention: Convention,
  h: Hypothesis,
  ratio: number,
): { preferred: Convention; alternative: Alternative } | undefined {
  const { arrangement, placement } = h;
  const bins = h.view.block.bins;
  const size = arrangement.fftSize;
  if (arrangement.sides !== "one" || arrangement.dropped.includes("dc")) return undefined;
  if (size % 2 === 0 && !arrangement.dropped.includes("nyquist")) return undefined;
  if (Math.sqrt(ratio) < TRACE) return undefined;
  if ((size & (size - 1)) === 0) return undefined;
  const larger = 2 ** Math.ceil(Math.log2(size + 1));
  const hop = (placement.hop * larger) / size;
  if (larger > 2 * size || Math.abs(hop - Math.round(hop)) > 1e-9) return undefined;
  const preferred: Convention = {
    ...convention,
    layout: { ...convention.layout, dropped: [], cutTop: larger / 2 + 1 - bins },
    geometry: {
      ...convention.geometry,
      fftSize: larger,
      hop: Math.round(hop),
      window: stretched(convention.geometry.window, larger / size),
      length: null,
    },
  };
  return {
    preferred,
    alternative: {
      convention,
      difference: `FFT size ${size} with hop ${placement.hop} at a lower sample rate, instead of ${larger} with hop ${Math.round(hop)} whose top bins were cut off`,
      choose: "the sample rate or the highest frequency of the original decides; ask for either",
    },
  };
}

/** The same window over more samples: what is counted in samples grows with its length. */
function stretched(spec: WindowSpec, by: number): WindowSpec {
  const { family, parameter, values } = spec;
  const length = Math.round(spec.length * by);
  const wider = { ...spec, length };
  if (family === "gaussian" && parameter !== undefined) return { ...wider, parameter: parameter * by };
  if (family !== "samples" || values === undefined) return wider;
  const at = (place: number): number => {
    const n = Math.min(Math.floor(place), values.length - 2);
    return values[n] + (place - n) * (values[n + 1] - values[n]);
  };
  return {
    ...wider,
    values: Array.from({ length }, (_, n) => at((n * (values.length - 1)) / Math.max(1, length - 1))),
  };
}
