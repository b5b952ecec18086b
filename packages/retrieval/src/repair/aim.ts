import { ANY_PHASE, toCells } from "../cells/cells.ts";
import { binsOf } from "../grid/grid.ts";
import type { Objective } from "../iterate/lbfgs.ts";
import { distanceObjective } from "../iterate/objective.ts";
import type { FrameUpdate } from "../operator/pass.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { keepCells } from "../project/kept.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import type { Projection } from "../project/projection.ts";
import type { RepairInput } from "./types.ts";

/** What a repair aims at: where the data send a spectrum, and how far a signal is from there. */
export interface Aim {
  readonly project: Projection;
  readonly objective: Objective;
}

/** The set that a projection leads to. */
export function aimAt(transform: FrameTransform, project: Projection): Aim {
  return { project, objective: distanceObjective(transform, project) };
}

/** Confidence from here on is certainty: such cells are kept. */
const CERTAIN = 0.999;

/**
 * What is told of the cells that are certain (a cell of rounded data, or the spectrum as it is given), magnitudes of the
 * others. Phases that are believed in part are a start only: where magnitudes are exact, any lasting pull towards a phase that
 * is off ends worse than none (docs/retrieval.md).
 */
export function certainAim(
  transform: FrameTransform,
  { cells, magnitudes }: RepairInput,
  confidence: ArrayLike<number>,
  given: ArrayLike<number>,
): Aim {
  const { bins } = transform;
  if (cells !== undefined) {
    const sines = cells.sines.map((sine, i) => (confidence[i] >= CERTAIN ? sine : ANY_PHASE));
    return aimAt(transform, toCells({ ...cells, sines }, bins));
  }
  const certain = Uint8Array.from(confidence, (value) => (value >= CERTAIN ? 1 : 0));
  return aimAt(transform, keepCells(certain, given, bins, toMagnitudes(magnitudes, bins)));
}

/** The frames as the file has them. */
export function observedFrames({ magnitudes, phases }: RepairInput, bins: number): FrameUpdate {
  return (frame, spectrum, at) => {
    const from = frame * bins;
    for (let k = 0; k < bins; k++) {
      spectrum[at + 2 * k] = magnitudes[from + k] * Math.cos(phases[from + k]);
      spectrum[at + 2 * k + 1] = magnitudes[from + k] * Math.sin(phases[from + k]);
    }
  };
}

/** The same, written out: projections read them in every round. */
export function spectraOf(observed: FrameUpdate, { grid }: RepairInput): Float64Array {
  const bins = binsOf(grid);
  const spectra = new Float64Array(2 * bins * grid.frames);
  for (let m = 0; m < grid.frames; m++) observed(m, spectra, 2 * bins * m);
  return spectra;
}
