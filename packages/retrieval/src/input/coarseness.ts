import { type Convention, magnitudeDecoder, phaseDecoder } from "@unspectro/core";
import { type Steps, stepsOf } from "../repair/steps.ts";

/** How coarsely a file's numbers were stored. */
export interface Coarseness {
  readonly magnitudes?: Steps;
  readonly phases?: Steps;
  /** Largest error of a rounded phase, in radians. */
  readonly phaseError?: number;
}

/** Finds rounding in stored numbers; plenty of them, from all over the file. */
export function coarsenessOf(
  convention: Convention,
  storedMagnitudes: Float64Array,
  storedPhases: Float64Array | undefined,
): Coarseness {
  const magnitudes = stepsOf(storedMagnitudes);
  const phases = storedPhases === undefined ? undefined : stepsOf(storedPhases);
  if (phases === undefined) return magnitudes === undefined ? {} : { magnitudes };
  const angles = new Float64Array(2);
  const decode = phaseDecoder({ ...convention.encoding.phase, difference: "none" }, 2);
  decode(Float64Array.of(phases.offset, phases.offset + phases.step), 0, 2, angles);
  return {
    ...(magnitudes === undefined ? {} : { magnitudes }),
    phases,
    phaseError: Math.abs(angles[1] - angles[0]) / 2,
  };
}

/** The amplitudes between which a rounded magnitude lay: half a step either way, and anything below the lowest level. */
export function boundsOf(
  convention: Convention,
  { step, offset }: Steps,
): (stored: number, decoded: number) => { lowest: number; highest: number } {
  const decode = magnitudeDecoder(convention.encoding.magnitude);
  const around = new Float64Array(3);
  const ends = new Float64Array(3);
  return (stored, decoded) => {
    around.set([stored - step / 2, stored, stored + step / 2]);
    decode(around, 0, 3, ends);
    // What a cell's decoded amplitude is of its stored one, the scaling between plain and stored spectra included.
    const scale = ends[1] > 0 ? decoded / ends[1] : 0;
    const atFloor = stored <= offset + step / 4;
    return { lowest: atFloor ? 0 : scale * Math.max(0, ends[0]), highest: scale * ends[2] };
  };
}
