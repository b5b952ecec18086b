/** From pairs of files to audio and back, of any size: alignment, reconstruction, analysis, consistency. */
export { type AnalysisOptions, analysisSource } from "./analysis.ts";
export { anglesOf, complexOf } from "./combine.ts";
export { type Consistency, consistency, consistencyOf } from "./consistency.ts";
export { type FoundLength, findLength } from "./length.ts";
export { alignMagnitudes, alignPair, type FramePair } from "./pair.ts";
export { type AudioBlock, type Reconstruction, type ReconstructOptions, reconstruct } from "./reconstruct.ts";
export { readExtended, type SampleSource, samplesOfArray } from "./samples.ts";
export type { StoredStream } from "./stored.ts";
