/** Discrete Fourier transforms of any length, planned, float64. */
export { type ComplexFft, complexFft } from "./complex.ts";
export { type RealFft, realFft } from "./real.ts";
