/**
 * The test kit that every reader must pass: it needs no test runner, no Node and no browser.
 *
 * @module
 */
export { type Faults, type Traffic, type WatchedBytes, watchedBytes } from "./bytes.ts";
export type { CaseReport, ConformanceCase, ExpectedArray, Fixture, KitOptions } from "./fixture.ts";
export { conformanceCases } from "./kit.ts";
export { noise, noiseBytes, strangers } from "./noise.ts";
export { type WatchedScratch, type WatchedSink, watchedScratch, watchedSink } from "./sink.ts";
