/**
 * The inverse STFT as fast as C, in WebAssembly: one frame per SIMD lane.
 *
 * @module
 */
export {
  type MagnitudeRounds,
  magnitudeRounds,
  type ReflectionParameters,
  type RoundParameters,
} from "./frames/rounds.ts";
export { type FrameGrid, type FrameTransform, frameTransform } from "./frames/transform.ts";
export { engineFor, type Fit } from "./inverse/fits.ts";
export { engineInverse, inverseFor } from "./inverse/inverse.ts";
export { type Misfit, misfitOf } from "./inverse/misfit.ts";
export type { EngineInverse, EngineOptions } from "./inverse/types.ts";
export { type Helper, inOrder } from "./parallel/in-order.ts";
export { type Piece, piecesOf } from "./parallel/pieces.ts";
export type { Precision, Reals } from "./plan/memory.ts";
