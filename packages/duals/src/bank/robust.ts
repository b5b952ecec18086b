import { ConventionError } from "@unspectro/core";
import type { FilterBank, SynthesisBank } from "./bank.ts";
import { checkBank } from "./bank.ts";
import { type InverseOptions, inverseSpace, synthesisBank } from "./inverse.ts";

/**
 * The FIR inverse of least noise where channels differ in confidence (1 / variance of a channel's noise, up to a common
 * factor; 0 for a channel that is lost): the minimum-norm inverse of the channels weighted by the root of their
 * confidence, weighted again.
 *
 * For real signals conjugate channels need the same confidence, or the bank loses its symmetry.
 *
 * @throws DataError `not-invertible` where the trusted channels do not determine the signal
 */
export function robustBank(
  bank: FilterBank,
  confidence: ArrayLike<number>,
  options?: InverseOptions,
): SynthesisBank {
  checkBank(bank);
  const roots = Float64Array.from(confidence, Math.sqrt);
  if (roots.length !== bank.channels || !roots.every(Number.isFinite)) {
    throw new ConventionError(
      "does-not-fit",
      "confidence",
      "must be a number of 0 or more for each channel",
      {
        expected: `${bank.channels} numbers`,
        found: Array.from(confidence).join(", "),
      },
    );
  }
  const inverse = synthesisBank(inverseSpace(weighted(bank, roots), options));
  return { ...weighted(inverse, roots), delay: inverse.delay };
}

function weighted(bank: FilterBank, gains: Float64Array): FilterBank {
  const gain = (_: number, at: number): number => gains[Math.floor(at / bank.length)];
  return {
    ...bank,
    real: bank.real.map((tap, at) => tap * gain(tap, at)),
    imaginary: bank.imaginary.map((tap, at) => tap * gain(tap, at)),
  };
}
