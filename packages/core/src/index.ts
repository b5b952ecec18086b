/**
 * Frames, conventions, windows, FFT of any length, STFT and least-squares ISTFT in float64.
 *
 * @module
 */
export * from "./convention/index.ts";
export * from "./fft/index.ts";
export * from "./plugin.ts";
export { hertzToMel, type MelScale, melToHertz } from "./scales/mel.ts";
export * from "./stream/index.ts";
export * from "./transform/index.ts";
export * from "./windows/index.ts";
