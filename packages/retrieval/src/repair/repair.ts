import type { Numbers } from "@unspectro/core";
import { binsOf, type Grid } from "../grid/grid.ts";
import { accelerated, constantMomentum } from "../iterate/accelerated.ts";
import { lbfgs } from "../iterate/lbfgs.ts";
import { distanceObjective } from "../iterate/objective.ts";
import { admm } from "../iterate/splitting.ts";
import { blameFrames } from "../linear/blame.ts";
import { weightedInverse } from "../linear/least-squares.ts";
import { settle } from "../measure.ts";
import { type FrameUpdate, makePasses, type Passes } from "../operator/pass.ts";
import { type FrameTransform, referenceTransform, type TransformMaker } from "../operator/transform.ts";
import { toPhaseCells, toRayCells, toSectors } from "../project/cells.ts";
import { keepFrames } from "../project/kept.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import type { Projection } from "../project/projection.ts";

/** Magnitudes with phases that are to be trusted only in part. All arrays are frames x bins. */
export interface RepairInput {
  readonly grid: Grid;
  /** Linear amplitudes, >= 0. */
  readonly magnitudes: ArrayLike<number>;
  /** Radians, referring to the buffer's first sample. */
  readonly phases: ArrayLike<number>;
  /** Where magnitudes were rounded or clipped: what they may have been. */
  readonly bounds?: { readonly lowest: ArrayLike<number>; readonly highest: ArrayLike<number> };
  /** Where phases were rounded: by how much at most, in radians. */
  readonly phaseError?: number;
}

/** How {@link repair} goes about it. */
export interface RepairOptions {
  /** Rounds in all; default 400. */
  readonly rounds?: number;
  /** Maker of the transform; single precision ends at some 120 dB. Default: the float64 reference. */
  readonly transform?: TransformMaker;
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What came out. */
export interface Repair {
  /** Samples from the first buffer's begin. */
  readonly audio: Numbers;
  /** What was repaired. */
  readonly damage:
    | "none"
    | "frames"
    | "noise"
    | "coarse phases"
    | "coarse magnitudes"
    | "coarse phases and magnitudes";
  /** Frames whose phases were found not to fit (1 trusted, 0 not); all 1 for coarse data, all 0 for noise. */
  readonly trusted: Uint8Array;
  /**
   * Decibels by which the STFT of the audio misses what the data allow, relative to the magnitudes: of the plain
   * least-squares inverse, and of what is returned. The second is never above the first.
   */
  readonly misfit: { readonly plain: number; readonly repaired: number };
}

const DEFAULT_ROUNDS = 400;
/** What is done, in shares of the rounds; descent takes the rest. Splitting finds the way, momentum and descent go it. */
interface Plan {
  readonly rho?: number;
  readonly splitting: number;
  readonly momentum: number;
}
const PLANS = {
  frames: { rho: 0.1, splitting: 0.25, momentum: 0.5 },
  phases: { rho: 0.02, splitting: 0.125, momentum: 0 },
  magnitudes: { splitting: 0, momentum: 0.5 },
  quickMagnitudes: { splitting: 0, momentum: 1 }, // descent needs some rounds before it gains
  noise: { rho: 0.1, splitting: 0.1, momentum: 0 },
} as const satisfies Readonly<Record<string, Plan>>;
const QUICK = 40;
/** Of damaged phases, what a frame-wise misfit leaves room for. */
const ACCEPTED = 0.3;
/** Frames that were accepted although even they miss by so much, in the middle, are noisy like all others. */
const NOISY = 0.05;
/** A file whose plain inverse fits like this has nothing to repair (single precision, five digits of text). */
const SOUND = -70;

/**
 * Audio from magnitudes and phases of which part is wrong or coarse. Coarse data are cells to stay in; otherwise frames whose
 * phases disagree with their neighbours are found, and only the others' are kept. Compared with the plain inverse, and never
 * worse.
 *
 * @example
 * ```ts
 * import { repair } from "@unspectro/retrieval";
 *
 * const grid = { fftSize: 8, hop: 2, window: Float64Array.of(0, 1, 4, 8, 9, 8, 4, 1), frames: 20 };
 * const zeros = new Float64Array(20 * 5);
 * const { damage } = await repair({ grid, magnitudes: zeros, phases: zeros });
 * console.log(damage); // "none"
 * ```
 */
export async function repair(input: RepairInput, options: RepairOptions = {}): Promise<Repair> {
  const { grid, bounds, phaseError } = input;
  const bins = binsOf(grid);
  const transform = (options.transform ?? referenceTransform)(grid);
  const passes = makePasses(transform);
  const observed = observedFrames(input, bins);
  passes.start(observed);
  const plain = passes.signal.slice();
  const everyone = new Uint8Array(grid.frames).fill(1);
  const coarse = coarseProjection(input, bins);
  if (coarse !== undefined) {
    const damage =
      phaseError === undefined
        ? "coarse magnitudes"
        : bounds === undefined
          ? "coarse phases"
          : "coarse phases and magnitudes";
    const quick = (options.rounds ?? DEFAULT_ROUNDS) < QUICK;
    const linear = quick ? PLANS.quickMagnitudes : PLANS.magnitudes;
    await improve(passes, coarse, phaseError === undefined ? linear : PLANS.phases, options);
    return chosen({ passes, plain, project: coarse, input, damage, trusted: everyone });
  }
  const given = spectraOf(observed, grid, bins);
  const free = toMagnitudes(input.magnitudes, bins);
  const exactly = keepFrames(everyone, given, bins, free);
  if (misfit(transform, plain, exactly, input, bins) < SOUND) {
    return chosen({ passes, plain, project: exactly, input, damage: "none", trusted: everyone });
  }
  const { trusted, misfits } = blameFrames(transform, observed, { accepted: ACCEPTED });
  if (areNoisy(trusted, misfits)) {
    await improve(passes, free, PLANS.noise, options);
    const nobody = new Uint8Array(grid.frames);
    return chosen({ passes, plain, project: free, input, damage: "noise", trusted: nobody });
  }
  const project = keepFrames(trusted, given, bins, free);
  passes.signal.set(weightedInverse(transform, observed, trusted));
  await improve(passes, project, PLANS.frames, options);
  return chosen({ passes, plain, project, input, damage: "frames", trusted });
}

/** Whether frames that were accepted fit no better than noise does: with errors in all frames there is none to keep. */
function areNoisy(trusted: Uint8Array, misfits: Float64Array): boolean {
  const accepted = misfits.filter((misfit, m) => trusted[m] === 1 && misfit > 0).sort();
  return accepted.length === 0 || accepted[accepted.length >> 1] > NOISY;
}

/** Splitting, then momentum, then descent, which ends better the nearer it begins. */
async function improve(
  passes: Passes,
  project: Projection,
  { rho, splitting, momentum }: Plan,
  options: RepairOptions,
): Promise<void> {
  const { rounds = DEFAULT_ROUNDS, signal, progress } = options;
  const step = async (round: number): Promise<boolean> => {
    if (round % 10 !== 0) return true;
    progress?.(round / rounds);
    await new Promise((resume) => setTimeout(resume, 0));
    return !signal?.aborted;
  };
  let round = 0;
  let until = 0;
  for (const [share, make] of [
    [splitting, admm(rho ?? 1)],
    [momentum, accelerated(constantMomentum({ alpha: 0.99, lambda: 1.2 }))],
  ] as const) {
    if (share === 0) continue;
    until += Math.round(rounds * share);
    const method = make(passes, project);
    for (; round < until && (await step(round)); round++) method.step();
    settle(passes, project);
  }
  const x = Float64Array.from(passes.signal);
  const search = lbfgs(distanceObjective(passes.transform, project), x);
  for (; round < rounds && (await step(round)); round++) if (search.step() === 0) break;
  passes.signal.set(x);
}

function coarseProjection(
  { magnitudes, phases, bounds, phaseError }: RepairInput,
  bins: number,
): Projection | undefined {
  if (bounds === undefined && phaseError === undefined) return undefined;
  const directions = new Float64Array(2 * phases.length);
  for (let i = 0; i < phases.length; i++) {
    directions[2 * i] = Math.cos(phases[i]);
    directions[2 * i + 1] = Math.sin(phases[i]);
  }
  if (bounds === undefined) return toPhaseCells(magnitudes, directions, phaseError!, bins);
  if (phaseError === undefined) return toRayCells(bounds.lowest, bounds.highest, directions, bins);
  return toSectors(bounds.lowest, bounds.highest, directions, phaseError, bins);
}

/** The frames as the file has them. */
function observedFrames({ magnitudes, phases }: RepairInput, bins: number): FrameUpdate {
  return (frame, spectrum, at) => {
    const from = frame * bins;
    for (let k = 0; k < bins; k++) {
      spectrum[at + 2 * k] = magnitudes[from + k] * Math.cos(phases[from + k]);
      spectrum[at + 2 * k + 1] = magnitudes[from + k] * Math.sin(phases[from + k]);
    }
  };
}

/** The same, written out: projections read them in every round. */
function spectraOf(observed: FrameUpdate, grid: Grid, bins: number): Float64Array {
  const spectra = new Float64Array(2 * bins * grid.frames);
  for (let m = 0; m < grid.frames; m++) observed(m, spectra, 2 * bins * m);
  return spectra;
}

/** ||X - P X|| / ||M|| in decibels. */
function misfit(
  transform: FrameTransform,
  signal: Numbers,
  project: Projection,
  { magnitudes, grid }: RepairInput,
  bins: number,
): number {
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  let energy = 0;
  for (let i = 0; i < magnitudes.length; i++) {
    const k = i % bins;
    energy += (k === 0 || k === nyquist ? 1 : 2) * magnitudes[i] ** 2;
  }
  const distance = distanceObjective(transform, project)(
    Float64Array.from(signal),
    new Float64Array(signal.length),
  );
  return 10 * Math.log10((distance + 1e-300) / (energy || 1));
}

/** The better of the plain inverse and the repaired one. */
function chosen(work: {
  readonly passes: Passes;
  readonly plain: Numbers;
  readonly project: Projection;
  readonly input: RepairInput;
  readonly damage: Repair["damage"];
  readonly trusted: Uint8Array;
}): Repair {
  const { passes, plain, project, input, damage, trusted } = work;
  const { transform, signal } = passes;
  const before = misfit(transform, plain, project, input, transform.bins);
  const after = misfit(transform, signal, project, input, transform.bins);
  const better = after < before;
  return {
    audio: better ? signal : plain,
    damage,
    trusted,
    misfit: { plain: before, repaired: Math.min(before, after) },
  };
}
