/**
 * Phases missing, damaged or coarse: the best recovery there is.
 *
 * @module
 */
export { binsOf, type Grid, samplesOf } from "./grid/grid.ts";
export { type GaussianEquivalent, gaussianEquivalent } from "./start/gaussian.ts";
export { type PghiOptions, pghi } from "./start/pghi.ts";
