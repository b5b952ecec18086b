import type { Numbers } from "@unspectro/core";
import { type Cells, toCells } from "../cells/cells.ts";
import { addOpenness, noOpenness } from "../cells/coarseness.ts";
import { binsOf } from "../grid/grid.ts";
import { blameFrames } from "../linear/blame.ts";
import { weightedInverse } from "../linear/least-squares.ts";
import { makePasses, type Passes } from "../operator/pass.ts";
import { referenceTransform } from "../operator/transform.ts";
import { keepFrames } from "../project/kept.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import { type Aim, aimAt, observedFrames, spectraOf } from "./aim.ts";
import { improveBelieved } from "./believed.ts";
import { confidenceOf, soundBins } from "./bins.ts";
import { DEFAULT_ROUNDS, improve, PLANS, type Plan, QUICK } from "./improve.ts";
import { type Reach, turnTowards } from "./turn.ts";
import type { Repair, RepairInput, RepairOptions } from "./types.ts";

/** Of damaged phases, what a frame-wise misfit leaves room for. */
const ACCEPTED = 0.3;
/** Frames that were accepted although even they miss by so much, in the middle, are noisy like all others. */
const NOISY = 0.05;
/** A file whose plain inverse fits like this has nothing to repair (single precision, five digits of text). */
const SOUND = -70;

/** Where all phases are noisy: how far around a cell they are compared, the whole before the parts. */
const TURNS: readonly Reach[] = [
  { windows: 4, bins: 30 },
  { windows: 4, bins: 15 },
];

/**
 * Audio from magnitudes and phases of which part is wrong or coarse. Coarse data are cells to stay in; where confidence is given,
 * phases weigh as much as that; otherwise frames whose phases disagree with their neighbours are found, and only the others'
 * are kept. Compared with the plain inverse, and never worse.
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
  const { grid, magnitudes, confidence, cells } = input;
  const bins = binsOf(grid);
  const transform = (options.transform ?? referenceTransform)(grid);
  const passes = makePasses(transform);
  const observed = observedFrames(input, bins);
  passes.start(observed);
  const plain = passes.signal.slice();
  const end = (damage: Repair["damage"], aim: Aim, trusted: Uint8Array): Repair => ({
    damage,
    trusted,
    ...chosen(passes, plain, aim, input),
  });
  const everyone = new Uint8Array(grid.frames).fill(1);

  if (confidence !== undefined) {
    const given = spectraOf(observed, input);
    const aim = await improveBelieved(passes, given, confidence, input, options);
    return end("cells", aim, believedFrames(input, confidence));
  }
  if (cells !== undefined) {
    const { damage, plan } = coarsely(cells, options);
    const aim = aimAt(transform, toCells(cells, bins));
    await improve(passes, aim, plan, options);
    return end(damage, aim, everyone);
  }
  const given = spectraOf(observed, input);
  const free = toMagnitudes(magnitudes, bins);
  const exactly = aimAt(transform, keepFrames(everyone, given, bins, free));
  if (misfit(plain, exactly, input) < SOUND) return end("none", exactly, everyone);
  const { trusted, misfits } = blameFrames(transform, observed, { accepted: ACCEPTED });
  if (areNoisy(trusted, misfits)) {
    const trustedBins = await soundBins(passes, given, input, options);
    if (trustedBins !== undefined) {
      passes.signal.set(plain);
      const aim = await improveBelieved(passes, given, confidenceOf(trustedBins, input), input, options);
      return { ...end("bins", aim, everyone), trustedBins };
    }
    passes.signal.set(plain);
    const aim = aimAt(transform, free);
    await improve(passes, aim, PLANS.noise, options, () => {
      for (const reach of TURNS) turnTowards(passes, input, reach);
    });
    return end("noise", aim, new Uint8Array(grid.frames));
  }
  const aim = aimAt(transform, keepFrames(trusted, given, bins, free));
  passes.signal.set(weightedInverse(transform, observed, trusted));
  await improve(passes, aim, PLANS.frames, options);
  return end("frames", aim, trusted);
}

/** Errors below this share of the amplitude, -60 dB, are not what makes cells coarse. */
const COARSE = 1e-6;

/** Which numbers were rounded much, and what to do about it. */
function coarsely(
  cells: Cells,
  { rounds = DEFAULT_ROUNDS }: RepairOptions,
): { readonly damage: Repair["damage"]; readonly plan: Plan } {
  const { energy, along, across } = addOpenness(cells, noOpenness());
  const [magnitudes, phases] = [along > COARSE * energy, across > COARSE * energy];
  if (!phases)
    return {
      damage: "coarse magnitudes",
      plan: rounds < QUICK ? PLANS.quickMagnitudes : PLANS.magnitudes,
    };
  return { damage: magnitudes ? "coarse phases and magnitudes" : "coarse phases", plan: PLANS.phases };
}

/** Whether frames that were accepted fit no better than noise does: with errors in all frames there is none to keep. */
function areNoisy(trusted: Uint8Array, misfits: Float64Array): boolean {
  const accepted = misfits.filter((misfit, m) => trusted[m] === 1 && misfit > 0).sort();
  return accepted.length === 0 || accepted[accepted.length >> 1] > NOISY;
}

/** 1 for frames of which more than half the energy is believed. */
function believedFrames({ grid, magnitudes }: RepairInput, confidence: ArrayLike<number>): Uint8Array {
  const bins = binsOf(grid);
  return Uint8Array.from({ length: grid.frames }, (_, m) => {
    let [all, believed] = [0, 0];
    for (let i = m * bins; i < (m + 1) * bins; i++) {
      all += magnitudes[i] ** 2;
      believed += confidence[i] * magnitudes[i] ** 2;
    }
    return 2 * believed >= all ? 1 : 0;
  });
}

/** How far a signal is from what is aimed at, relative to the magnitudes, in decibels. */
function misfit(signal: Numbers, { objective }: Aim, { magnitudes, grid }: RepairInput): number {
  const bins = binsOf(grid);
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  let energy = 0;
  for (let i = 0; i < magnitudes.length; i++) {
    const k = i % bins;
    energy += (k === 0 || k === nyquist ? 1 : 2) * magnitudes[i] ** 2;
  }
  const distance = objective(Float64Array.from(signal), new Float64Array(signal.length));
  return 10 * Math.log10((distance + 1e-300) / (energy || 1));
}

/** The better of the plain inverse and the repaired one. */
function chosen(
  { signal }: Passes,
  plain: Numbers,
  aim: Aim,
  input: RepairInput,
): Pick<Repair, "audio" | "misfit"> {
  const before = misfit(plain, aim, input);
  const after = misfit(signal, aim, input);
  return {
    audio: after < before ? signal : plain,
    misfit: { plain: before, repaired: Math.min(before, after) },
  };
}
