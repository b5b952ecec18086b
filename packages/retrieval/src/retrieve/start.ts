import { binsOf, type Grid, samplesOf } from "../grid/grid.ts";
import { randomNumbers } from "../grid/random.ts";
import type { FrameUpdate } from "../operator/pass.ts";
import type { TransformMaker } from "../operator/transform.ts";
import { pghi } from "../start/pghi.ts";
import { writePolar } from "../start/polar.ts";
import { spsi } from "../start/spsi.ts";
import { streamingRetrieval } from "../stream/streaming.ts";

/** Where the phases of a start come from. */
export type StartName = "sequential" | "pghi" | "spsi" | "random" | "zero" | "given";

/** How thoroughly the sequential start goes about it. */
const SEQUENTIAL = { lookAhead: 2, rounds: 10 };
/** What that costs, in STFT + ISTFT pairs of all frames. */
export const SEQUENTIAL_COST: number = (SEQUENTIAL.lookAhead + 1) * SEQUENTIAL.rounds;

/** All frames in turn through streaming retrieval, which mends partials that beat; `wanted` false ends it early. */
export function sequentialStart(
  magnitudes: ArrayLike<number>,
  grid: Grid,
  transform: TransformMaker,
  wanted: () => boolean,
): Float64Array {
  const bins = binsOf(grid);
  const stream = streamingRetrieval(grid, { ...SEQUENTIAL, transform });
  const signal = new Float64Array(samplesOf(grid));
  const frame = new Float64Array(bins);
  let at = 0;
  for (let m = 0; m < grid.frames && wanted(); m++) {
    for (let k = 0; k < bins; k++) frame[k] = magnitudes[m * bins + k];
    const piece = stream.push(frame);
    if (piece === undefined) continue;
    signal.set(piece, at);
    at += piece.length;
  }
  const rest = stream.flush();
  signal.set(rest.subarray(0, signal.length - at), at);
  return signal;
}

/** The frames that a method begins with: magnitudes with the phases of a start. */
export function startingFrames(
  name: Exclude<StartName, "sequential">,
  magnitudes: ArrayLike<number>,
  grid: Grid,
  options: { readonly seed: number; readonly phases?: ArrayLike<number> | undefined },
): FrameUpdate {
  const bins = binsOf(grid);
  if (name === "given" || name === "zero") {
    const { phases } = options;
    return (frame, spectrum, at) => {
      const from = frame * bins;
      for (let k = 0; k < bins; k++) {
        const phase = name === "zero" || phases === undefined ? 0 : phases[from + k];
        spectrum[at + 2 * k] = magnitudes[from + k] * Math.cos(phase);
        spectrum[at + 2 * k + 1] = magnitudes[from + k] * Math.sin(phase);
      }
    };
  }
  const phases = startingPhases(name, magnitudes, grid, options.seed);
  return (frame, spectrum, at) => writePolar(magnitudes, phases, frame * bins, bins, spectrum, at);
}

function startingPhases(
  name: "pghi" | "spsi" | "random",
  magnitudes: ArrayLike<number>,
  grid: Grid,
  seed: number,
): ArrayLike<number> {
  if (name === "pghi") return pghi(magnitudes, grid);
  if (name === "spsi") return spsi(magnitudes, grid);
  const random = randomNumbers(seed);
  return Float32Array.from({ length: grid.frames * binsOf(grid) }, () => 2 * Math.PI * random());
}
