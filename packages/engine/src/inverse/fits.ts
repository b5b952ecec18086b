import type { Convention, ElementType } from "@unspectro/core";
import { radicesOf } from "../plan/factors.ts";
import type { Precision } from "../plan/memory.ts";

/** Whether the engine takes a convention, and in which arithmetic. */
export type Fit =
  | { readonly taken: true; readonly arithmetic: Precision }
  | { readonly taken: false; readonly reason: string };

/** Tables and work areas of larger transforms would take hundreds of megabytes. */
const LARGEST_SIZE = 2 ** 20;

/** Audio under so short windows has too few samples for rounding errors to average out. */
const SMALLEST_SINGLE = 32;

/** Elements that lose digits, or phases their meaning, in float32. */
const WIDE: ReadonlySet<ElementType> = new Set(["float64", "int32", "int64", "uint32", "uint64", "text"]);

/**
 * Whether the engine takes this convention, and in which arithmetic it keeps 138 dB: float64 for FFT sizes with a prime
 * factor above 47, whose detour through a convolution costs float32 some decibels, and for very short ones.
 */
export function fits({ geometry, encoding }: Convention): Fit {
  if (encoding.phase.difference === "time") {
    return {
      taken: false,
      reason: "phases that are differences in time: each is a sum over all frames before",
    };
  }
  if (geometry.fftSize > LARGEST_SIZE) {
    return { taken: false, reason: `FFT sizes above ${LARGEST_SIZE}` };
  }
  const size = geometry.fftSize;
  const direct = radicesOf(size % 2 === 0 ? size / 2 : size) !== null;
  const single = direct && size >= SMALLEST_SINGLE;
  return { taken: true, arithmetic: single ? "single" : "double" };
}

/**
 * How to invert a file: with the engine, in which arithmetic, or with core's reference, and why.
 *
 * @param element how the file stores its numbers: wide ones are worth float64
 *
 * @example
 * ```ts
 * import { resolveConvention } from "@unspectro/core";
 * import { engineFor } from "@unspectro/engine";
 *
 * const { convention } = resolveConvention({ given: { geometry: { fftSize: 2048, hop: 512 } } });
 * console.log(engineFor(convention, "float32")); // { taken: true, arithmetic: "single" }
 * ```
 */
export function engineFor(convention: Convention, element: ElementType = "float32"): Fit {
  const fit = fits(convention);
  return fit.taken && WIDE.has(element) ? { taken: true, arithmetic: "double" } : fit;
}
