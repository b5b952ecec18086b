import type { Convention, WindowSpec } from "@unspectro/core";
import type { Conclusion } from "../conclusion/conclude.ts";
import { WRONG } from "../proof/held-out.ts";
import type { Alternative } from "../types.ts";
import { smoothestWindow } from "../window/seen.ts";
import { conventionOf } from "./convention-of.ts";
import { windowWords } from "./words.ts";

/**
 * Where no window with a name holds, the frames' own is taken, sample by sample, with the nearest named one beside it. What
 * the frames cannot tell, a gain that repeats with every hop, is the one that makes it smoothest.
 *
 * @returns the frames' own window as the preferred convention, the named one as the alternative
 */
export function ownWindow(
  convention: Convention,
  { hypothesis, window, edges, detrend, proof }: Conclusion,
  skip: { readonly rows: number; readonly columns: number },
): { preferred: Convention; alternative: Alternative } | undefined {
  if (proof === undefined || proof.window < WRONG) return undefined;
  const { fit, grams } = hypothesis.evidence;
  const seen = smoothestWindow(fit.window, grams.hop);
  const top = seen.reduce((a, b) => Math.max(a, b), 0) || 1;
  const values = Array.from(seen, (w) => w / top);
  const own: WindowSpec = { family: "samples", length: values.length, symmetric: false, values };
  // the buffers stay where they are, though the window now fills them
  const start = edges.start === "half-window" ? -Math.floor(window.spec.length / 2) : edges.start;
  return {
    preferred: conventionOf(hypothesis, own, 0, { ...edges, start }, detrend, skip),
    alternative: {
      convention,
      difference: `the window ${windowWords(window.spec)}, instead of the samples that the frames themselves show`,
      choose:
        "ask for the window; a gain that repeats with every hop cannot be seen, and was taken to be smooth",
    },
  };
}
