/**
 * WAV and RF64, read and written as a stream.
 *
 * @module
 */
export type { SampleFormat, WavFormat } from "./format.ts";
export * from "./level.ts";
export type { SampleDescription } from "./read/describe.ts";
export * from "./read/wav.ts";
export * from "./write/wav.ts";
