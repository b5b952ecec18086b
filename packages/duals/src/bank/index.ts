/** Inverses of complex FIR filter banks. */
export {
  extendedLappedPrototype,
  type FilterBank,
  lappedBank,
  makeBank,
  modulatedBank,
  overlapFactor,
  type SynthesisBank,
  stftBank,
} from "./bank.ts";
export { type InverseOptions, type InverseSpace, inverseSpace, synthesisBank } from "./inverse.ts";
export {
  type BankInverse,
  type BankMeasures,
  bankCost,
  describeBank,
  measureBank,
  optimiseBank,
} from "./optimise.ts";
export { type BankBounds, bankBounds, polyphaseMatrix } from "./polyphase.ts";
export { robustBank } from "./robust.ts";
export {
  type BankAnalyser,
  type BankSynthesiser,
  bankAnalyser,
  bankSynthesiser,
  throughBanks,
} from "./stream.ts";
export { type RealForm, type RealPart, realForm } from "./symmetry.ts";
