/**
 * Phases missing, damaged or coarse: the best recovery there is.
 *
 * @module
 */
export { binsOf, type Grid, samplesOf } from "./grid/grid.ts";
export { type MelBand, type MelDefinition, melFilterbank } from "./mel/filterbank.ts";
export { type MelInverse, melInverse } from "./mel/invert.ts";
export { hertzToMel, type MelScale, melToHertz } from "./mel/scale.ts";
export { type GaussianEquivalent, gaussianEquivalent } from "./start/gaussian.ts";
export { type PghiOptions, pghi } from "./start/pghi.ts";
