/** Between audio and stored frames: counts, cells, the STFT and its least-squares inverse. */
export { type BinMap, binMap, storedBins } from "./bins.ts";
export {
  audioLength,
  frameCount,
  type LengthRange,
  lengthsOf,
  type Placement,
  placementOf,
} from "./counts.ts";
export { type Coverage, coverage, MOST_RANGES, WEAK } from "./coverage.ts";
export { type FrameDecoder, frameDecoder } from "./decode.ts";
export { type FrameEncoder, frameEncoder } from "./encode.ts";
export { extend } from "./extend.ts";
export { forward } from "./forward.ts";
export { DOUBLE_PRECISION, framesFor, inverse, samplesOf } from "./inverse.ts";
export {
  clippedReplacer,
  FLOOR_SHARE,
  FLOOR_TOLERANCE,
  magnitudeDecoder,
  magnitudeEncoder,
} from "./magnitude.ts";
export { missingKinds } from "./missing.ts";
export { phaseDecoder, phaseEncoder } from "./phase.ts";
export { type Plan, planOf, rotationOf, scalingFactor } from "./plan.ts";
export { reaching, samplesWithin, scheduleOf } from "./ranges.ts";
export { fullCover, type Synthesis, synthesisOf } from "./synthesis.ts";
export * from "./types.ts";
export { istft, type StoredFrames, stft, toComplex } from "./whole.ts";
