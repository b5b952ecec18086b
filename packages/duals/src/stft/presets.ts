import { type Geometry, makeWindow } from "@unspectro/core";
import type { Goal } from "../optimise/goal.ts";
import { periodicTight, tightWindow } from "./canonical.ts";
import { gcd, isPainless, type StftFrame } from "./frame.ts";
import type { DualMeasures } from "./measure.ts";
import { nearestDual } from "./nearest.ts";
import { type Dual, describeDual, optimiseDual } from "./optimise.ts";
import { type DualSpace, dualSpace } from "./space.ts";

/** A choice among the inverses that has a name. */
export type PresetName = "canonical" | "smooth" | "short" | "tight";

/** A preset, as a form or a help text shows it. */
export interface Preset {
  readonly name: PresetName;
  readonly title: string;
  /** What it is good for and what it costs, in a sentence. */
  readonly meaning: string;
  /** What is optimised; absent: a closed form. */
  readonly goal?: Goal;
}

/** The presets, the default first. */
export const presets: readonly Preset[] = [
  {
    name: "canonical",
    title: "Canonical",
    meaning: "The least-squares inverse: of all exact ones it amplifies noise least.",
  },
  {
    name: "smooth",
    title: "Smooth",
    meaning: "Least spread over frequency: damage in one bin stays near that bin. At most 0.5 dB more noise.",
    goal: { frequency: 1, noiseCap: 0.5 },
  },
  {
    name: "short",
    title: "Short",
    meaning:
      "Least spread over time: damage in one frame smears less, echoes are shorter. At most 3 dB more noise.",
    goal: { time: 1, noiseCap: 3 },
  },
  {
    name: "tight",
    title: "Tight",
    meaning:
      "The inverse nearest to the tight window, which shares the work evenly between analysis and synthesis.",
  },
];

/**
 * The synthesis window of a preset, with its measures: as many samples as the analysis window.
 *
 * @throws DataError `not-invertible` with the reason
 *
 * @example
 * ```ts
 * import { makeWindow } from "@unspectro/core";
 * import { synthesisWindow } from "@unspectro/duals";
 *
 * const window = makeWindow({ family: "hann", length: 1024, symmetric: false });
 * const smooth = synthesisWindow({ window, hop: 256, fftSize: 1024 }, "smooth");
 * console.log(smooth.noiseAboveCanonical.toFixed(2)); // 0.17
 * ```
 */
export function synthesisWindow(frame: StftFrame, preset: PresetName): Dual {
  const space = dualSpace(frame);
  const goal = presets.find((each) => each.name === preset)?.goal;
  if (goal !== undefined) return optimiseDual(space, goal);
  return describeDual(
    space,
    preset === "tight" ? nearestDual(space, tightShape(space)).dual : space.canonical,
  );
}

/**
 * What a dual gains and costs against the canonical one, in words: `51 % narrower in time, 2.7 times as wide in
 * frequency, noise 1.8 dB louder`.
 */
export function costInWords(dual: DualMeasures, canonical: DualMeasures): string {
  const decibels = 10 * Math.log10(dual.noiseGain / canonical.noiseGain);
  return [
    `${timesAsWide(dual.timeSpread / canonical.timeSpread)} in time`,
    `${timesAsWide(dual.frequencySpread / canonical.frequencySpread)} in frequency`,
    decibels < 0.005 ? "no more noise" : `noise ${decibels.toFixed(decibels < 0.1 ? 2 : 1)} dB louder`,
  ].join(", ");
}

function timesAsWide(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.005) return "as wide";
  if (ratio < 1) return `${Math.round(100 * (1 - ratio))} % narrower`;
  return ratio < 2 ? `${Math.round(100 * (ratio - 1))} % wider` : `${ratio.toPrecision(2)} times as wide`;
}

/** Where the window outgrows the FFT the tight window has no end: its part on the window's support. */
function tightShape({ frame }: DualSpace): Float64Array {
  if (isPainless(frame)) return tightWindow(frame);
  const { window, hop, fftSize } = frame;
  const step = (hop * fftSize) / gcd(hop, fftSize);
  return periodicTight(frame, Math.ceil((4 * window.length) / step) * step).subarray(0, window.length);
}

/** The frame that a convention's geometry describes. */
export function frameOf(geometry: Pick<Geometry, "window" | "hop" | "fftSize">): StftFrame {
  return { window: makeWindow(geometry.window), hop: geometry.hop, fftSize: geometry.fftSize };
}
