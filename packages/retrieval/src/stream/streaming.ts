import { binsOf, type Grid, samplesOf } from "../grid/grid.ts";
import { accelerated, constantMomentum, type Momentum } from "../iterate/accelerated.ts";
import { makePasses } from "../operator/pass.ts";
import { referenceTransform, type TransformMaker } from "../operator/transform.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import { predictor } from "./predict.ts";

/** How {@link streamingRetrieval} goes about it. */
export interface StreamingOptions {
  /** Frames it may see ahead of the one it decides; default 4. More is better, slower and later. */
  readonly lookAhead?: number;
  /** Rounds spent on the undecided frames at each arrival; default 16. Cost: (lookAhead + 1) rounds pairs a frame. */
  readonly rounds?: number;
  readonly momentum?: Partial<Momentum>;
  readonly transform?: TransformMaker;
}

/** Retrieval while frames arrive. */
export interface StreamingRetrieval {
  /** Takes one frame's amplitudes; gives the next `hop` samples once there are enough frames, else nothing. */
  push(amplitudes: ArrayLike<number>): Float64Array | undefined;
  /** The rest: as many samples as the frames still span. */
  flush(): Float64Array;
}

/** Samples that less than this share of the largest sum of squared windows covers are not divided by it. */
const THINNEST = 1e-4;

/**
 * Phase retrieval with bounded delay: a window of undecided frames slides along. What the decided ones add to the
 * overlap-add stays; a new frame takes its phases from its predecessors by gradient integration (Prusa and Sondergaard
 * 2016); then all undecided ones are improved together, as in RTISI-LA (Zhu, Beauregard, Wyse 2007), but by accelerated
 * rounds and with the exact least-squares inverse of what covers each sample so far.
 *
 * @param grid without its number of frames; at least two frames must overlap at every sample
 */
export function streamingRetrieval(
  grid: Omit<Grid, "frames">,
  options: StreamingOptions = {},
): StreamingRetrieval {
  const { lookAhead = 4, rounds = 16, momentum = { alpha: 0.99, lambda: 1.2 } } = options;
  const { fftSize, hop, window } = grid;
  const open = lookAhead + 1;
  const local: Grid = { ...grid, frames: open };
  const bins = binsOf(local);
  const width = 2 * bins;
  const transform = (options.transform ?? referenceTransform)(local);
  const predict = predictor(local);
  const spectra = new Float64Array(open * width); // estimates of the undecided frames, oldest first
  const magnitudes = new Float64Array(open * bins);
  const recent = {
    magnitudes,
    spectra,
    decidedMagnitudes: new Float64Array(2 * bins),
    decidedSpectra: new Float64Array(2 * width),
  };
  const covered = new Float64Array(samplesOf(local)); // squared windows of the decided frames
  const around = {
    frames: 0,
    base: new Float64Array(covered.length),
    weights: new Float64Array(covered.length),
  };
  const passes = makePasses(transform, around);
  const project = toMagnitudes(magnitudes, bins);
  const stored = (frame: number, x: { [index: number]: number }, at: number): void => {
    for (let i = 0; i < width; i++) x[at + i] = spectra[frame * width + i];
  };

  const weigh = (): void => {
    const { weights } = around;
    weights.set(covered);
    for (let m = 0; m < around.frames; m++)
      for (let n = 0; n < fftSize; n++) weights[m * hop + n] += window[n] ** 2;
    let largest = 0;
    for (const value of weights) if (value > largest) largest = value;
    for (let n = 0; n < weights.length; n++)
      weights[n] = weights[n] > THINNEST * largest ? 1 / weights[n] : 0;
  };

  const improve = (): void => {
    weigh();
    passes.start(stored);
    const method = accelerated(constantMomentum(momentum))(passes, project);
    for (let round = 0; round < rounds; round++) method.step();
    passes.look((frame, x, at) => {
      project(frame, x, at);
      for (let i = 0; i < width; i++) spectra[frame * width + i] = x[at + i];
    });
  };

  /** The oldest undecided frame stays as it is from here on; what nothing later reaches is final. */
  const decide = (): Float64Array => {
    const { base, weights, frames } = around;
    const kept = frames;
    around.frames = 1;
    passes.start(stored);
    around.frames = kept;
    for (let n = 0; n < fftSize; n++) {
      base[n] = weights[n] > 0 ? passes.signal[n] / weights[n] : 0;
      covered[n] += window[n] ** 2;
    }
    const final = Float64Array.from(passes.signal.subarray(0, hop));
    for (const numbers of [base, covered]) {
      numbers.copyWithin(0, hop);
      numbers.fill(0, numbers.length - hop);
    }
    shiftInto(recent.decidedSpectra, spectra, width);
    shiftInto(recent.decidedMagnitudes, magnitudes, bins);
    around.frames--;
    return final;
  };

  return {
    push(amplitudes) {
      const newest = around.frames++;
      for (let k = 0; k < bins; k++) magnitudes[newest * bins + k] = amplitudes[k];
      predict(recent, newest);
      improve();
      return around.frames === open ? decide() : undefined;
    },
    flush() {
      const pieces: Float64Array[] = [];
      while (around.frames > 0) {
        improve();
        pieces.push(decide());
      }
      weigh();
      passes.start(stored);
      pieces.push(Float64Array.from(passes.signal.subarray(0, fftSize - hop)));
      const all = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      return all;
    },
  };
}

/** The oldest frame of `open` becomes the newest of `past`. */
function shiftInto(past: Float64Array, open: Float64Array, width: number): void {
  past.copyWithin(0, width);
  past.set(open.subarray(0, width), past.length - width);
  open.copyWithin(0, width);
}
