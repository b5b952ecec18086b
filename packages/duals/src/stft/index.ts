/** Inverses of the short-time Fourier transform. */
export {
  constantOverlapAdd,
  type FrameBounds,
  frameBounds,
  nonzeroOverlapAdd,
  type Overlap,
} from "./bounds.ts";
export { canonicalDual, periodicDual, periodicTight, tightWindow } from "./canonical.ts";
export type { StftFrame } from "./frame.ts";
export { type DualMeasures, dualityError, measureDual, noiseGain } from "./measure.ts";
export { nearestDual, nearestTight } from "./nearest.ts";
export { type Dual, describeDual, dualCost, optimiseDual } from "./optimise.ts";
export { costInWords, frameOf, type Preset, type PresetName, presets, synthesisWindow } from "./presets.ts";
export { type Confidence, type RobustInverse, robustInverse, robustWindow, type Spectra } from "./robust.ts";
export { type DualSpace, dualSpace, type Support } from "./space.ts";
