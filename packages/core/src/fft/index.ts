/** Discrete Fourier transforms of any length, planned, float64. */
export { complexFft } from "./complex.ts";
export { type RealFft, realFft } from "./real.ts";
export type { ComplexFft } from "./types.ts";
