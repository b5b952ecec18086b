/**
 * Phases missing, damaged or coarse: the best recovery there is.
 *
 * @module
 */
export { type Cells, cellsAround, type RoundedSpectra, toCells } from "./cells/cells.ts";
export { type CellDecoder, cellDecoder, type Roundings } from "./cells/decoder.ts";
export { cellDistance } from "./cells/distance.ts";
export { type CoarsePair, lookForRounding } from "./cells/look.ts";
export { type CoarseSound, type MendedAudio, type MendOptions, mendedAudio } from "./cells/mended.ts";
export { type Fit, refine } from "./cells/refine.ts";
export { errorOf, type Rounding, roundingOf } from "./cells/rounding.ts";
export { binsOf, type Grid, samplesOf } from "./grid/grid.ts";
export { randomNumbers } from "./grid/random.ts";
export { audioWithin } from "./grid/within.ts";
export { type AmplitudeDecoder, amplitudeDecoder, melDecoder } from "./input/amplitudes.ts";
export { type AmplitudeBlock, amplitudeBlocks, wholeAmplitudes } from "./input/blocks.ts";
export { gridOf, type PlacedGrid } from "./input/grid.ts";
export { type SpectrumDecoder, spectrumDecoder } from "./input/spectra.ts";
export {
  accelerated,
  constantMomentum,
  type Momentum,
  type MomentumSchedule,
} from "./iterate/accelerated.ts";
export { lbfgs, type Objective } from "./iterate/lbfgs.ts";
export type { Method, MethodMaker } from "./iterate/method.ts";
export { distanceObjective } from "./iterate/objective.ts";
export { admm, raar } from "./iterate/splitting.ts";
export { type Blame, type BlameOptions, blameFrames } from "./linear/blame.ts";
export { type CoarseMagnitudes, solveCoarse } from "./linear/coarse.ts";
export { conjugateGradients } from "./linear/conjugate-gradients.ts";
export { frameMisfits, weightedInverse } from "./linear/least-squares.ts";
export { settle, spectralConvergence } from "./measure.ts";
export { type MelBand, type MelDefinition, melFilterbank } from "./mel/filterbank.ts";
export { type MelInverse, melInverse } from "./mel/invert.ts";
export { type MelProducer, melProducers } from "./mel/producers.ts";
export type { MendedByEstimate, MendedCells, MendedDamage, MendingAccount } from "./mending/account.ts";
export { type Ailment, ailmentOf, type Disagreement } from "./mending/ailment.ts";
export type { Mended, MendingEngine, MendingJob } from "./mending/job.ts";
export { mend } from "./mending/mend.ts";
export { coarseWords, contradictionWords, type MendingWords, mendingWords } from "./mending/words.ts";
export { type FrameUpdate, makePasses, type Passes } from "./operator/pass.ts";
export { type FrameTransform, referenceTransform, type TransformMaker } from "./operator/transform.ts";
export { keepCells, keepFrames } from "./project/kept.ts";
export { toMagnitudes } from "./project/magnitude.ts";
export type { Projection } from "./project/projection.ts";
export { repair } from "./repair/repair.ts";
export { type Steps, stepsOf } from "./repair/steps.ts";
export type { Repair, RepairInput, RepairOptions } from "./repair/types.ts";
export { methodByName } from "./retrieve/method-by-name.ts";
export { type MethodName, methods } from "./retrieve/methods.ts";
export { retrieve } from "./retrieve/retrieve.ts";
export type { StartName } from "./retrieve/start.ts";
export type { Retrieval, RetrievalInput, RetrievalOptions, RetrievalProgress } from "./retrieve/types.ts";
export type { MagnitudeRounds, RoundsMaker } from "./retrieve/workbench.ts";
export { type GaussianEquivalent, gaussianEquivalent } from "./start/gaussian.ts";
export { type PghiOptions, pghi } from "./start/pghi.ts";
export { spsi } from "./start/spsi.ts";
export { type StreamingOptions, type StreamingRetrieval, streamingRetrieval } from "./stream/streaming.ts";
