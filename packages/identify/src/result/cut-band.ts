import type { Convention } from "@unspectro/core";
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
  const length = (convention.geometry.window.length * larger) / size;
  if (larger > 2 * size || Math.abs(hop - Math.round(hop)) > 1e-9) return undefined;
  const preferred: Convention = {
    ...convention,
    layout: { ...convention.layout, dropped: [], cutTop: larger / 2 + 1 - bins },
    geometry: {
      ...convention.geometry,
      fftSize: larger,
      hop: Math.round(hop),
      window: { ...convention.geometry.window, length: Math.round(length) },
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
