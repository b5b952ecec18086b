import type { Convention } from "../convention/convention.ts";
import { type BandMatrix, factorBand, solveBand } from "./band.ts";
import { overlapAdd } from "./overlap.ts";
import { type Plan, rotationOf } from "./plan.ts";

/** What every stored frame lacks: a bin that was dropped, or the mean that was removed before windowing. */
export type MissingKind = "dc" | "nyquist" | "mean";

/** What frames of this convention lack. */
export function missingKinds({ layout, encoding }: Convention): readonly MissingKind[] {
  const lacksMean = encoding.detrend === "frame-mean" && !layout.dropped.includes("dc");
  return lacksMean ? [...layout.dropped, "mean"] : layout.dropped;
}

/** Unknowns x neighbours that are worth solving for: 256 MiB. */
const MOST_ENTRIES = 2 ** 25;

/** Works out what frames lack, from frames alone. */
export interface MissingSolver {
  /** Takes the inverse FFT of the next frame, in order from frame 0. */
  push(signal: Float64Array): void;
  /** After the last frame: one number a frame and kind, frame after frame. */
  solve(): Float64Array;
}

/**
 * Plans the recovery of what frames lack; undefined where windows fold or there is too much to solve for.
 *
 * With u_m the inverse FFT of stored frame m, the true frame is w x = u_m + sum_i c_mi e_i, where e_i is 1 (DC), (-1)^n
 * (Nyquist) or w (mean), and c is unknown. Frames overlap, and short windows leave part of the buffer empty, so c is
 * overdetermined: the least-squares solution is that of A c = b, A = E' (I - P) E, b = -E' (I - P) u, where P projects
 * on frames of some audio (inverse, then forward). A couples the frames that overlap: a band. It is what Griffin-Lim
 * iterations on the missing cells alone converge to.
 */
export function missingSolver(plan: Plan, kinds: readonly MissingKind[]): MissingSolver | undefined {
  const { frames, hop, window, windowLength, fftSize } = plan;
  const neighbours = Math.ceil(windowLength / hop);
  const width = neighbours * kinds.length;
  if (kinds.length === 0 || windowLength > fftSize || frames * kinds.length * (width + 1) > MOST_ENTRIES)
    return undefined;
  const shapes = kinds.map((kind) => shapeOf(kind, window));
  const weighted = shapes.map((shape) => shape.map((e, j) => e * window[j]));
  const b = new Float64Array(frames * kinds.length);
  const adder = overlapAdd({
    from: 0,
    to: (frames - 1) * hop + windowLength,
    window,
    cover: window.map((w) => w * w),
    least: Number.MIN_VALUE,
  });
  const audio = slidingAudio(windowLength);
  let [pushed, projected] = [0, 0];

  /** b += E' P u for all frames whose audio is final. */
  const project = (samples: Float64Array): void => {
    audio.append(samples);
    while (projected < frames && audio.end() >= projected * hop + windowLength) {
      const x = audio.from(projected * hop);
      for (const [i, kind] of kinds.entries()) {
        b[projected * kinds.length + i] += signOf(kind, plan, projected) * dot(weighted[i], x, windowLength);
      }
      projected++;
    }
  };

  return {
    push(signal) {
      const rotation = rotationOf(plan, pushed);
      for (const [i, kind] of kinds.entries()) {
        b[pushed * kinds.length + i] -= inner(kind, signal, rotation, window);
      }
      adder.add(signal, rotation, pushed * hop);
      pushed++;
      project(adder.take(pushed * hop));
    },
    solve() {
      project(adder.take(Number.POSITIVE_INFINITY));
      solveBand(factorBand(couplings(plan, kinds, shapes, weighted)), b);
      return b;
    },
  };
}

/** Adds what frame `frame` lacks to its inverse FFT. */
export function addMissing(
  plan: Plan,
  kinds: readonly MissingKind[],
  coefficients: Float64Array,
  frame: number,
  signal: Float64Array,
): void {
  for (const [i, kind] of kinds.entries()) {
    const c = coefficients[frame * kinds.length + i];
    if (kind === "mean") {
      const rotation = rotationOf(plan, frame);
      for (let j = 0; j < plan.windowLength; j++) signal[(rotation + j) % plan.fftSize] += c * plan.window[j];
    } else {
      for (let n = 0; n < signal.length; n++) signal[n] += kind === "nyquist" && n % 2 === 1 ? -c : c;
    }
  }
}

/** A, by its band: rows of a frame and the frames before it. Away from the ends, all rows are alike. */
function couplings(
  plan: Plan,
  kinds: readonly MissingKind[],
  shapes: readonly Float64Array[],
  weighted: readonly Float64Array[],
): BandMatrix {
  const { frames, hop, windowLength, fftSize } = plan;
  const neighbours = Math.ceil(windowLength / hop);
  const count = kinds.length;
  const width = neighbours * count;
  const values = new Float64Array(frames * count * (width + 1));
  const energies = kinds.map((a, i) => kinds.map((b, k) => energy(a, b, shapes[i], shapes[k], fftSize)));
  const inside = new Map<number, number>();
  for (let m = 0; m < frames; m++) {
    const isInside = m >= neighbours && m <= frames - neighbours;
    for (let d = 0; d < Math.min(neighbours, m + 1); d++) {
      for (let i = 0; i < count; i++) {
        for (let k = 0; k < count; k++) {
          const distance = d * count + i - k;
          if (distance < 0) continue;
          const key = (d * count + i) * count + k;
          let shared = isInside ? inside.get(key) : undefined;
          if (shared === undefined) {
            shared = sharedPower(plan, weighted[i], weighted[k], m, d);
            if (isInside) inside.set(key, shared);
          }
          const sign = signOf(kinds[i], plan, m) * signOf(kinds[k], plan, m - d);
          values[(m * count + i) * (width + 1) + distance] = sign * ((d === 0 ? energies[i][k] : 0) - shared);
        }
      }
    }
  }
  return { size: frames * count, width, values };
}

/** sum over the samples that frames m and m - d share of a b / (what covers the sample). */
function sharedPower(plan: Plan, a: Float64Array, b: Float64Array, m: number, d: number): number {
  const { hop, windowLength, window, frames } = plan;
  let sum = 0;
  for (let j = 0; j + d * hop < windowLength; j++) {
    const n = m * hop + j;
    const from = Math.max(0, Math.floor((n - windowLength) / hop) + 1);
    const to = Math.min(frames - 1, Math.floor(n / hop));
    let cover = 0;
    for (let f = from; f <= to; f++) cover += window[n - f * hop] ** 2;
    if (cover > 0) sum += (a[j] * b[j + d * hop]) / cover;
  }
  return sum;
}

/** e over the window's samples; the sign of (-1)^n at the window's start is left to `signOf`. */
function shapeOf(kind: MissingKind, window: Float64Array): Float64Array {
  if (kind === "mean") return window;
  return window.map((_, j) => (kind === "nyquist" && j % 2 === 1 ? -1 : 1));
}

function signOf(kind: MissingKind, plan: Plan, frame: number): 1 | -1 {
  return kind === "nyquist" && rotationOf(plan, frame) % 2 === 1 ? -1 : 1;
}

/** <e, e'> over the whole buffer, without the signs. */
function energy(
  a: MissingKind,
  b: MissingKind,
  ofA: Float64Array,
  ofB: Float64Array,
  fftSize: number,
): number {
  if (a === "mean" || b === "mean") return dot(ofA, ofB, ofA.length);
  return a === b ? fftSize : 0;
}

/** <e, u> over the whole buffer. */
function inner(kind: MissingKind, signal: Float64Array, rotation: number, window: Float64Array): number {
  let sum = 0;
  if (kind === "mean") {
    for (let j = 0; j < window.length; j++) sum += window[j] * signal[(rotation + j) % signal.length];
  } else {
    for (let n = 0; n < signal.length; n++) sum += kind === "nyquist" && n % 2 === 1 ? -signal[n] : signal[n];
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += a[j] * b[j];
  return sum;
}

/** The newest stretch of audio that comes in pieces. */
function slidingAudio(reach: number): {
  append(samples: Float64Array): void;
  end(): number;
  from(position: number): Float64Array;
} {
  let kept = new Float64Array(4 * reach);
  let [start, count] = [0, 0];
  return {
    append(samples) {
      if (count + samples.length > kept.length) {
        const old = Math.max(0, count - 2 * reach);
        const room = new Float64Array(Math.max(kept.length, count - old + samples.length));
        room.set(kept.subarray(old, count));
        kept = room;
        start += old;
        count -= old;
      }
      kept.set(samples, count);
      count += samples.length;
    },
    end: () => start + count,
    from: (position) => kept.subarray(position - start),
  };
}
