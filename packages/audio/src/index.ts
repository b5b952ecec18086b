/**
 * WAV and RF64, read and written as a stream.
 *
 * @module
 */
export type { SampleFormat, WavFormat } from "./format.ts";
export * from "./level.ts";
export type { SampleDescription } from "./read/describe.ts";
export * from "./read/wav.ts";
export { type WavPart, type WavPlace, wavPart } from "./write/part.ts";
export { together, type WavSummary } from "./write/samples.ts";
export * from "./write/wav.ts";
