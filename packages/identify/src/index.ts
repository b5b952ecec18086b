/**
 * How two files of magnitudes and phases were made, worked out from the numbers.
 *
 * @module
 */
export { identify } from "./identify.ts";
export { exactSamples, findLattice, type Lattice, type PcmBits } from "./pcm/lattice.ts";
export { findOriginal, type OriginalOptions } from "./pcm/original.ts";
export { findRawLayout, type RawFinding } from "./raw/find.ts";
export { accountOf } from "./result/account.ts";
export * from "./types.ts";
