/**
 * Synthesis windows and filter banks: whether an analysis can be inverted, all its inverses, and the best of them.
 *
 * @module
 */
export * from "./bank/index.ts";
export * from "./draw/index.ts";
export * from "./stft/index.ts";
