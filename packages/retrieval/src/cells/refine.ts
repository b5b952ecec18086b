import { samplesOf } from "../grid/grid.ts";
import { lbfgs } from "../iterate/lbfgs.ts";
import { coverageWeights } from "../operator/coverage.ts";
import type { FrameTransform } from "../operator/transform.ts";
import type { Cells } from "./cells.ts";
import { addOpenness, noOpenness } from "./coarseness.ts";
import { cellDistance } from "./distance.ts";

/** How well a signal's spectra lie in their cells: squared, over the two-sided spectrum. */
export interface Fit {
  /** Squared distance from the cells, before and after. */
  readonly before: number;
  readonly after: number;
  /** Energy of the spectra themselves. */
  readonly energy: number;
}

/** Of the energy: nearer than this to the cells nothing is gained, for it is what single precision leaves. */
const ENOUGH = 1e-14;
/** Of the squared errors that cells leave open, -65 dB: spectra so near to their cells hardly move any more. */
const ARRIVED = 3e-7;
/** Past steps that L-BFGS goes by: with the scaling, more of them gain nothing and cost more than the transforms. */
const MEMORY = 4;
/** Samples covered by less than this share of the most are left where they are. */
const THINNEST = 1e-7;

/**
 * Moves a signal, in place, towards spectra that lie in their cells: L-BFGS on the squared distance. Where no cell is open
 * its Hessian is 2 N times the windows' overlap-added squares, which is what each coordinate is scaled by. The distance
 * never grows.
 *
 * @param round called before each round; false ends it
 */
export async function refine(
  transform: FrameTransform,
  cells: Cells,
  signal: Float64Array,
  round: (done: number) => boolean | Promise<boolean>,
): Promise<Fit> {
  const { grid } = transform;
  const scale = coverageWeights(grid, undefined, THINNEST);
  for (let n = 0; n < scale.length; n++) scale[n] /= 2 * grid.fftSize;
  const energy = energyOf(transform, signal);
  const search = lbfgs(cellDistance(transform, cells), signal, scale, MEMORY);
  const open = addOpenness(cells, noOpenness());
  const noise = open.energy > 0 ? (open.along + open.across) / open.energy : 0;
  const enough = Math.max(ENOUGH, ARRIVED * noise) * energy;
  const before = search.value;
  for (let done = 0; search.value > enough && (await round(done)); done++) if (search.step() === 0) break;
  return { before, after: search.value, energy };
}

/** Energy of all frames' two-sided spectra: by Parseval, N times that of the windowed samples. */
function energyOf({ grid }: FrameTransform, signal: Float64Array): number {
  const { fftSize, hop, window, frames } = grid;
  const cover = new Float64Array(samplesOf(grid));
  for (let m = 0; m < frames; m++) for (let n = 0; n < fftSize; n++) cover[m * hop + n] += window[n] ** 2;
  let energy = 0;
  for (let n = 0; n < signal.length; n++) energy += cover[n] * signal[n] ** 2;
  return fftSize * energy;
}
