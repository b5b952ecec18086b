/**
 * What the files of a user hold: readers found by their bytes, roles of arrays, pairs, facts, levels.
 *
 * @module
 */
export { type ArrayFile, type ArraysOptions, arraysOf } from "./arrays.ts";
export { factsOf, factsOfMagnitudes } from "./facts.ts";
export { storedFinely } from "./fine.ts";
export { decided, gainFor, type Level, levelFor, USUAL_PEAK } from "./level.ts";
export { type Look, lookAt } from "./look.ts";
export { type OpenFile, type Pair, pairIn } from "./pair.ts";
export { bundledReaders, type Readers, readersOf } from "./readers.ts";
export { phaseLikeness, type Role, roleByName } from "./roles.ts";
export { type Produce, type SoundOptions, type Take, type WrittenSound, writeSound } from "./sound.ts";
export { listed, nameOf } from "./words.ts";
