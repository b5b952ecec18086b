import { candidateScales, decode } from "../encoding/scale.ts";
import { type View, viewOf } from "../hypothesis/view.ts";
import type { Place } from "../search/places.ts";
import { spectraOf } from "../structure/frames.ts";
import type { FrameAxis } from "../survey/array.ts";
import type { Pair } from "../survey/pair.ts";
import { type Steps, stepsOf } from "./steps.ts";

/** Frames that follow each other as those of one recording do. */
export interface Run {
  readonly axis: FrameAxis;
  /** Index of the first in the file. */
  readonly first: number;
  readonly frames: number;
  /** Share of the frames looked at that go on from the one before. */
  readonly share: number;
}

/** Frames looked at, and cells at most. */
const LOOKED_AT = 1024;
const MOST_CELLS = 2_000_000;
/** Arrangements and scales tried. */
const PLACES = 3;
const SCALES = 2;
/** Arrangements at least this likely, against the likeliest. */
const LIKELY = 0.1;
/** Share of the steps that agree at least: half of the frames may be wrong, one way or another. */
const AGREEING = 0.15;
/** Frames of a run at least: enough for the overlap, with some to be proved on. */
const FEWEST = 8;
/** Runs answered at most along an axis: a wrong frame may pass for a right one here and there. */
const RUNS = 2;

/**
 * The longest runs of frames that step by the same hop from each to the next, for files of which some frames are wrong, and
 * for those that lack frames: no evidence that sums over all frames survives these, but most runs between them are whole.
 * None where no hop is found again and again, or no step is broken.
 */
export async function unbrokenRuns(pair: Pair, places: readonly Place[]): Promise<readonly Run[]> {
  const found: Run[] = [];
  for (const { view, arrangement } of oneSizeEach(likeliest(places)).slice(0, PLACES)) {
    if (view.effort.exhausted()) break;
    const count = Math.min(LOOKED_AT, Math.floor(MOST_CELLS / view.block.bins));
    const wide = await viewOf(pair, view.axis, count, view);
    for (const spectra of spectraUnder(wide, arrangement)) {
      const { frames, first } = wide.block;
      const size = arrangement.fftSize;
      view.effort.spend(frames * (10 * wide.block.bins + 4 * size * Math.log2(size)));
      for (const run of runsOf(stepsOf(spectra, frames, size)))
        found.push({ ...run, axis: view.axis, first: first + run.first });
    }
  }
  found.sort((a, b) => b.frames - a.frames);
  return (["rows", "columns"] as const)
    .flatMap((axis) => {
      const along = found.filter((run) => run.axis === axis);
      return along
        .filter((run, i) => along.findIndex(({ first }) => first === run.first) === i)
        .slice(0, RUNS);
    })
    .sort((a, b) => b.frames - a.frames);
}

/** Frames across the axis that the lines speak for would follow each other as smoothly as spectra do. */
function likeliest(places: readonly Place[]): Place[] {
  const top = places[0]?.arrangement.prior ?? 0;
  return places.filter(({ arrangement }) => arrangement.prior >= LIKELY * top);
}

/** The likeliest arrangement of each size along each axis: where bins were dropped or flipped hardly matters here. */
function oneSizeEach(places: readonly Place[]): Place[] {
  const name = ({ arrangement: { axis, fftSize } }: Place): string => `${axis} ${fftSize}`;
  return places.filter((place, i) => places.findIndex((other) => name(other) === name(place)) === i);
}

function* spectraUnder(view: View, arrangement: Place["arrangement"]): Generator<Float64Array> {
  const { block, facts, angles, wanted } = view;
  const scales = wanted.scale === undefined ? candidateScales(facts).slice(0, SCALES) : [wanted.scale];
  for (const scale of scales)
    yield spectraOf(
      decode(block.magnitude, scale, facts),
      angles,
      block.frames,
      block.bins,
      arrangement,
      1,
      0,
    );
}

/** Runs of frames that follow each other, the longest first, where enough do, and not all. */
function runsOf({ follows }: Steps): Omit<Run, "axis">[] {
  const right = follows.reduce((sum, step) => sum + (step === 1 ? 1 : 0), 0);
  const wrong = follows.reduce((sum, step) => sum + (step === 0 ? 1 : 0), 0);
  const share = right / Math.max(1, right + wrong);
  if (wrong === 0 || share < AGREEING) return [];
  const runs: Omit<Run, "axis">[] = [];
  for (let t = 0, from = 0; t <= follows.length; t++) {
    if (follows[t] === 1) continue;
    if (t + 1 - from >= FEWEST) runs.push({ first: from, frames: t + 1 - from, share });
    from = t + 1;
  }
  return runs.sort((a, b) => b.frames - a.frames).slice(0, RUNS);
}

/** What to say of a file that was identified by a run of its frames. */
export function unbrokenWords({ first, frames, share }: Run): string {
  const broken = Math.max(1, Math.round(100 * (1 - share)));
  return `frames are damaged, missing or drowned in noise: some ${broken} % do not go on from the one before. All this is worked out from frames ${first} to ${first + frames - 1}, which follow each other`;
}
