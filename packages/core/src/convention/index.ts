/** The convention: what must be known to invert, its checks, its completion, and the profiles of known producers. */
export * from "./convention.ts";
export { accepts, expectation, type FieldInfo, type NumberRule } from "./field-info.ts";
export { conventionFields, fieldInfo } from "./fields.ts";
export { fieldFlagNames } from "./flags.ts";
export { type Inference, inferFftSize, inferScale, inferSides, inferUnit, type ValueRange } from "./infer.ts";
export { flatten, mergeConventions, unflatten } from "./merge.ts";
export { CONVENTION_VERSION, checkConvention, formatConvention, parseConvention } from "./parse.ts";
export { type Profile, profileById, profiles, type Sizes } from "./profiles/index.ts";
export {
  type Facts,
  framesAndBins,
  type Resolution,
  type ResolvedField,
  type ResolveInput,
  rangesWanted,
  resolveConvention,
} from "./resolve.ts";
export { cautions, checkFit, checkRules } from "./rules.ts";
