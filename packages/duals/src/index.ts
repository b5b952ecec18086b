/**
 * Synthesis windows and filter banks: whether an analysis can be inverted, all its inverses, and the best of them.
 *
 * @module
 */
export * from "./bank/index.ts";
export * from "./draw/index.ts";
export * from "./exchange/index.ts";
export { DEFAULT_NOISE_CAP, type Goal } from "./optimise/goal.ts";
export * from "./stft/index.ts";
