import { fullCover } from "@unspectro/core";
import { divisorOf } from "../inverse/divisor.ts";
import { openKernel } from "../kernel/instance.ts";
import type { KernelMemory, Precision, Reals } from "../plan/memory.ts";
import { planStft } from "../plan/stft.ts";
import type { FrameGrid } from "./transform.ts";

/** What a round does to each cell; see `assembly/rounds.ts`. */
const STEP = { advance: 0, accelerate: 1, reflect: 2 } as const;

/**
 * The parameters of a round of the Griffin-Lim family. With x the STFT of the present signal:
 *
 *   t_k = (1 - gamma) d_{k-1} + gamma x
 *   c_k = t_k + alpha (t_k - t_{k-1}),  d_k = t_k + beta (t_k - t_{k-1})
 *
 * and the next signal is the inverse of c_k + lambda (P c_k - c_k), P the projection on the magnitudes.
 */
export interface RoundParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly lambda: number;
}

/**
 * The parameters of a round of splitting. With v the state whose inverse is the present signal, x that signal's STFT:
 *
 *   c = v + gamma (x - v),  v' = P c + mu (v - x)
 *
 * and the next signal is the inverse of v'. ADMM with weight rho (Masuyama, Yatabe, Oikawa 2019) is gamma = 2 / (1 + rho),
 * mu = 1 / (1 + rho); rho = 0 is Douglas-Rachford splitting.
 */
export interface ReflectionParameters {
  readonly gamma: number;
  readonly mu: number;
}

/** Rounds of the Griffin-Lim family on one signal, wholly inside the kernel's memory. */
export interface MagnitudeRounds {
  /** The present signal, (frames - 1) R + N samples from frame 0's buffer on: the kernel's own memory; write a start into it. */
  readonly signal: Reals;
  /** One round: one STFT and one inverse. The first one after `restart` has no momentum, whatever its parameters. */
  round(parameters: RoundParameters): void;
  /** One round of splitting, at the same cost. The first one after `restart` takes the signal's STFT for the state. */
  reflect(parameters: ReflectionParameters): void;
  /** Forgets the momentum, or the state. To be called between rounds of different kinds. */
  restart(): void;
  /** || |STFT(signal)| - M || / || M || over the two-sided spectrum, in decibels. Costs half a round. */
  spectralConvergence(): number;
}

/** Frames of one call: long calls would keep the slower code that WebAssembly starts in. */
const BLOCK = 64;
/** Samples covered by less than this share of the full cover are not worth the noise: they become 0. */
const THINNEST = 1e-4;
const PLAIN: RoundParameters = { alpha: 0, beta: 0, gamma: 1, lambda: 1 };
const UNSPLIT: ReflectionParameters = { gamma: 1, mu: 0 };

/**
 * Prepares rounds for `magnitudes` (linear amplitudes, frames x bins).
 *
 * @example
 * ```ts
 * import { magnitudeRounds } from "@unspectro/engine";
 *
 * const window = Float64Array.of(0, 1, 4, 8, 9, 8, 4, 1);
 * const rounds = magnitudeRounds({ fftSize: 8, hop: 2, window, frames: 20 }, new Float32Array(20 * 5).fill(1));
 * rounds.signal.set([1], 20); // a start
 * for (let i = 0; i < 10; i++) rounds.round({ alpha: 0.99, beta: 0, gamma: 1, lambda: 1 });
 * console.log(rounds.spectralConvergence() < 0); // true
 * ```
 */
export function magnitudeRounds(
  grid: FrameGrid,
  magnitudes: ArrayLike<number>,
  { arithmetic = "single", dual = true }: { readonly arithmetic?: Precision; readonly dual?: boolean } = {},
): MagnitudeRounds {
  const { fftSize, hop, window, frames } = grid;
  const bins = Math.floor(fftSize / 2) + 1;
  const { memory, round, distance, settle } = openKernel(arithmetic);
  const { elementBytes, lanes } = memory;
  const stft = planStft(memory, {
    size: fftSize,
    hop,
    analysis: window,
    synthesis: window.map((w) => w / fftSize),
    rotation: 0,
    rotationStep: 0,
  });
  const samples = (frames - 1) * hop + fftSize;
  const groupBytes = bins * 32;
  const stateBytes = Math.ceil(frames / lanes) * groupBytes;
  const laneMagnitudes = memory.reserve(stateBytes / 2);
  const previous = memory.reserve(stateBytes);
  const duals = dual ? memory.reserve(stateBytes) : 0;
  const parameters = memory.reals([0, 0, 1, 1]);
  const weights = planWeights(memory, grid, samples);
  const signalAt = memory.reserve(samples * elementBytes);
  const nextAt = memory.reserve(samples * elementBytes);
  // From here on the memory stays as it is.
  const norm = fillLanes(
    memory.view(laneMagnitudes, stateBytes / 2 / elementBytes),
    magnitudes,
    grid,
    bins,
    lanes,
  );
  const signal = memory.view(signalAt, samples);
  const next = memory.view(nextAt, samples);
  const parameterView = memory.view(parameters, 4);
  let fresh = true;

  const blocks = (each: (first: number, count: number, state: number) => void): void => {
    for (let first = 0; first < frames; first += BLOCK) {
      each(first, Math.min(BLOCK, frames - first), (first / lanes) * groupBytes);
    }
  };

  /** A round over all blocks, whose sums become the next signal. */
  const renew = (step: number, ...wanted: readonly number[]): void => {
    fresh = false;
    parameterView.set(wanted);
    next.fill(0);
    blocks((first, count, state) => {
      const at = first * hop * elementBytes;
      const sizes = laneMagnitudes + state / 2;
      round(
        step,
        stft,
        signalAt + at,
        first,
        count,
        sizes,
        previous + state,
        duals + state,
        parameters,
        nextAt + at,
      );
    });
    for (const { from, count, scale, period } of weights) {
      const at = from * elementBytes;
      settle(nextAt + at, count, scale, period, signalAt + at);
    }
  };

  return {
    signal,
    round(wanted) {
      const { alpha, beta, gamma, lambda } = fresh ? PLAIN : wanted;
      renew(dual ? STEP.accelerate : STEP.advance, alpha, beta, gamma, lambda);
    },
    reflect(wanted) {
      const { gamma, mu } = fresh ? UNSPLIT : wanted;
      renew(STEP.reflect, gamma, mu);
    },
    restart() {
      fresh = true;
    },
    spectralConvergence() {
      let total = 0;
      blocks((first, count, state) => {
        total += distance(
          stft,
          signalAt + first * hop * elementBytes,
          first,
          count,
          laneMagnitudes + state / 2,
        );
      });
      return 10 * Math.log10(total / norm);
    },
  };
}

/** A stretch of samples, and the reciprocals of what covers them, repeated every `period`. */
interface Weights {
  readonly from: number;
  readonly count: number;
  readonly scale: number;
  readonly period: number;
}

/** Both edges sample by sample, the middle hop by hop. */
function planWeights(memory: KernelMemory, grid: FrameGrid, samples: number): readonly Weights[] {
  const { hop, frames, fftSize, window } = grid;
  const cover = window.map((w) => w * w);
  const divisor = divisorOf(cover, hop, { first: 0, end: frames }, THINNEST * fullCover(cover, hop));
  const headEnd = Math.min(samples, Math.ceil(fftSize / hop) * hop);
  const tailStart = Math.max(headEnd, Math.min(samples, frames * hop));
  const edge = (from: number, to: number): Weights => {
    const scale = new Float64Array(to - from);
    divisor.fill(from, scale);
    return { from, count: to - from, scale: memory.reals(scale), period: Math.max(1, to - from) };
  };
  const period = hop * Math.ceil(256 / hop);
  const middle = Float64Array.from({ length: period }, (_, i) => divisor.steady[i % hop]);
  return [
    edge(0, headEnd),
    { from: headEnd, count: tailStart - headEnd, scale: memory.reals(middle), period },
    edge(tailStart, samples),
  ].filter(({ count }) => count > 0);
}

/** Frames x bins to lane order; answers the sum of squares over the two-sided spectrum. */
function fillLanes(
  into: Reals,
  magnitudes: ArrayLike<number>,
  { frames, fftSize }: FrameGrid,
  bins: number,
  lanes: number,
): number {
  let norm = 0;
  for (let m = 0; m < frames; m++) {
    const group = Math.floor(m / lanes) * bins * lanes + (m % lanes);
    for (let k = 0; k < bins; k++) {
      const magnitude = magnitudes[m * bins + k];
      into[group + k * lanes] = magnitude;
      norm += (k === 0 || 2 * k === fftSize ? 1 : 2) * magnitude * magnitude;
    }
  }
  return norm;
}
