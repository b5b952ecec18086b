import { binsOf } from "../grid/grid.ts";
import type { Objective } from "../iterate/lbfgs.ts";
import { distanceObjective } from "../iterate/objective.ts";
import type { FrameUpdate } from "../operator/pass.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { toPhaseCells, toRayCells, toSectors } from "../project/cells.ts";
import { eitherCells, keepCells } from "../project/kept.ts";
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
  input: RepairInput,
  confidence: ArrayLike<number>,
  given: ArrayLike<number>,
): Aim {
  const { bounds, magnitudes } = input;
  const { bins } = transform;
  const free =
    bounds === undefined
      ? toMagnitudes(magnitudes, bins)
      : toSectors(bounds.lowest, bounds.highest, directionsOf(input), Math.PI, bins);
  const certain = Uint8Array.from(confidence, (value) => (value >= CERTAIN ? 1 : 0));
  const coarse = coarseProjection(input, bins);
  return aimAt(
    transform,
    coarse === undefined ? keepCells(certain, given, bins, free) : eitherCells(certain, coarse, free, bins),
  );
}

/** The cells of rounded data; undefined where nothing was rounded. */
export function coarseProjection(input: RepairInput, bins: number): Projection | undefined {
  const { magnitudes, bounds, phaseError } = input;
  if (bounds === undefined && phaseError === undefined) return undefined;
  const directions = directionsOf(input);
  if (bounds === undefined) return toPhaseCells(magnitudes, directions, phaseError!, bins);
  if (phaseError === undefined) return toRayCells(bounds.lowest, bounds.highest, directions, bins);
  return toSectors(bounds.lowest, bounds.highest, directions, phaseError, bins);
}

function directionsOf({ phases }: RepairInput): Float64Array {
  const directions = new Float64Array(2 * phases.length);
  for (let i = 0; i < phases.length; i++) {
    directions[2 * i] = Math.cos(phases[i]);
    directions[2 * i + 1] = Math.sin(phases[i]);
  }
  return directions;
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
