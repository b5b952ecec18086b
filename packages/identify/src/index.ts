/**
 * How two files of magnitudes and phases were made, worked out from the numbers.
 *
 * @module
 */
export { identify } from "./identify.ts";
export { type ExactAudio, exactAudio, MOST_FORETOLD } from "./pcm/exact.ts";
export { exactSamples, findLattice, type Lattice, type PcmBits } from "./pcm/lattice.ts";
export { findOriginal, mayBeExact, noiseOf, type OriginalOptions, withOriginal } from "./pcm/original.ts";
export { type OriginalWatch, type Work, watchOriginal } from "./pcm/watch.ts";
export { originalWords } from "./pcm/words.ts";
export type { RateGuess } from "./rate/guess.ts";
export { findRawLayout, type RawFinding } from "./raw/find.ts";
export { accountOf, fieldTitle } from "./result/account.ts";
export * from "./types.ts";
