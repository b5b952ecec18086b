import { cutFrames } from "./frames";
import { toFrames, toSpectra } from "./halves";
import { add, COMPLEX, lanes, mul, splat, sub, VECTOR } from "./lanes";
import { overlapAdd } from "./overlap";
import { Stft } from "./records";

/** Cells closer to zero than this have no phase of their own. */
const TINY: f64 = 1e-20;

/** A round's parameters, T: alpha, beta, gamma, lambda; of a reflecting one: gamma, mu. */
const ALPHA = 0;
const BETA = 1;
const GAMMA = 2;
const LAMBDA = 3;
const REFLECT_GAMMA = 0;
const REFLECT_MU = 1;

@inline
function parameter<T>(parameters: usize, index: usize): v128 {
  return splat<T>(parameters + index * sizeof<T>());
}

/** What a round does to each cell: STEP in src/frames/rounds.ts. */
const ADVANCE: i32 = 0;
const ACCELERATE: i32 = 1;

/**
 * One round over frames first .. first + frames - 1, in one pass: STFT x of `signal` (under the first frame's window),
 * a step, inverse, overlap-add to `sums`. P projects on the magnitudes. Of the Griffin-Lim family, ADVANCE with
 * gamma 1, which keeps no d:
 *
 *   t' = (1 - gamma) d + gamma x,  c = t' + alpha (t' - t),  d' = t' + beta (t' - t),  x' = c + lambda (P c - c)
 *
 * Of splitting, where `signal` is the inverse of the state t:
 *
 *   c = t + gamma (x - t),  t' = x' = P c + mu (t - x)
 *
 * `magnitudes` one vector a bin, `t` and `d` complex vectors, all in lane order from the first frame's group on.
 */
export function roundFrames<T>(
  step: i32,
  stft: Stft,
  signal: usize,
  first: i32,
  frames: i32,
  magnitudes: usize,
  t: usize,
  d: usize,
  parameters: usize,
  sums: usize,
): void {
  const width = lanes<T>();
  const bins = stft.bins;
  const group = <usize>bins * COMPLEX;
  const hop = <usize>stft.hop * sizeof<T>();
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    cutFrames<T>(stft, first + f, present, signal + <usize>f * hop);
    toSpectra<T>(stft, stft.spectrum);
    if (step == ADVANCE) advance<T>(stft.spectrum, bins, magnitudes, t, parameters);
    else if (step == ACCELERATE) accelerate<T>(stft.spectrum, bins, magnitudes, t, d, parameters);
    else reflect<T>(stft.spectrum, bins, magnitudes, t, parameters);
    toFrames<T>(stft, stft.spectrum);
    overlapAdd<T>(stft, first + f, present, sums + <usize>f * hop);
    magnitudes += group / 2;
    t += group;
    d += group;
  }
}

/** Moves `c` towards the magnitude: writes c + lambda (P c - c). */
@inline
function project<T>(x: usize, re: v128, im: v128, magnitude: v128, lambda: v128): void {
  const size = v128.sqrt<T>(add<T>(mul<T>(re, re), mul<T>(im, im)));
  const tiny = v128.splat<T>(<T>TINY);
  const known = v128.gt<T>(size, tiny);
  const gain = v128.div<T>(magnitude, v128.bitselect(size, v128.splat<T>(<T>1), known));
  const toRe = v128.bitselect(mul<T>(re, gain), magnitude, known);
  const toIm = v128.and(mul<T>(im, gain), known);
  v128.store(x, add<T>(re, mul<T>(lambda, sub<T>(toRe, re))));
  v128.store(x, add<T>(im, mul<T>(lambda, sub<T>(toIm, im))), 16);
}

function advance<T>(x: usize, bins: i32, magnitudes: usize, t: usize, parameters: usize): void {
  const alpha = parameter<T>(parameters, ALPHA);
  const lambda = parameter<T>(parameters, LAMBDA);
  for (let k = 0; k < bins; k++) {
    const re = v128.load(x);
    const im = v128.load(x, 16);
    const aheadRe = add<T>(re, mul<T>(alpha, sub<T>(re, v128.load(t))));
    const aheadIm = add<T>(im, mul<T>(alpha, sub<T>(im, v128.load(t, 16))));
    v128.store(t, re);
    v128.store(t, im, 16);
    project<T>(x, aheadRe, aheadIm, v128.load(magnitudes), lambda);
    x += COMPLEX;
    t += COMPLEX;
    magnitudes += VECTOR;
  }
}

function accelerate<T>(x: usize, bins: i32, magnitudes: usize, t: usize, d: usize, parameters: usize): void {
  const alpha = parameter<T>(parameters, ALPHA);
  const beta = parameter<T>(parameters, BETA);
  const gamma = parameter<T>(parameters, GAMMA);
  const lambda = parameter<T>(parameters, LAMBDA);
  const rest = sub<T>(v128.splat<T>(<T>1), gamma);
  for (let k = 0; k < bins; k++) {
    const re = add<T>(mul<T>(rest, v128.load(d)), mul<T>(gamma, v128.load(x)));
    const im = add<T>(mul<T>(rest, v128.load(d, 16)), mul<T>(gamma, v128.load(x, 16)));
    const changeRe = sub<T>(re, v128.load(t));
    const changeIm = sub<T>(im, v128.load(t, 16));
    v128.store(t, re);
    v128.store(t, im, 16);
    v128.store(d, add<T>(re, mul<T>(beta, changeRe)));
    v128.store(d, add<T>(im, mul<T>(beta, changeIm)), 16);
    const aheadRe = add<T>(re, mul<T>(alpha, changeRe));
    const aheadIm = add<T>(im, mul<T>(alpha, changeIm));
    project<T>(x, aheadRe, aheadIm, v128.load(magnitudes), lambda);
    x += COMPLEX;
    t += COMPLEX;
    d += COMPLEX;
    magnitudes += VECTOR;
  }
}

function reflect<T>(x: usize, bins: i32, magnitudes: usize, v: usize, parameters: usize): void {
  const gamma = parameter<T>(parameters, REFLECT_GAMMA);
  const mu = parameter<T>(parameters, REFLECT_MU);
  const whole = v128.splat<T>(<T>1);
  for (let k = 0; k < bins; k++) {
    const offRe = sub<T>(v128.load(v), v128.load(x));
    const offIm = sub<T>(v128.load(v, 16), v128.load(x, 16));
    const re = sub<T>(v128.load(v), mul<T>(gamma, offRe));
    const im = sub<T>(v128.load(v, 16), mul<T>(gamma, offIm));
    project<T>(x, re, im, v128.load(magnitudes), whole);
    const nextRe = add<T>(v128.load(x), mul<T>(mu, offRe));
    const nextIm = add<T>(v128.load(x, 16), mul<T>(mu, offIm));
    v128.store(x, nextRe);
    v128.store(x, nextIm, 16);
    v128.store(v, nextRe);
    v128.store(v, nextIm, 16);
    x += COMPLEX;
    v += COMPLEX;
    magnitudes += VECTOR;
  }
}

/**
 * The sum over all cells of the two-sided spectrum of (|x| - m)^2, x the STFT of `signal`. Summed in float64, frame
 * groups in order.
 */
export function distanceOfFrames<T>(stft: Stft, signal: usize, first: i32, frames: i32, magnitudes: usize): f64 {
  const width = lanes<T>();
  const hop = <usize>stft.hop * sizeof<T>();
  let total: f64 = 0;
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    cutFrames<T>(stft, first + f, present, signal + <usize>f * hop);
    toSpectra<T>(stft, stft.spectrum);
    let sum = v128.splat<T>(<T>0);
    for (let k = 0; k < stft.bins; k++) {
      const x = stft.spectrum + <usize>k * COMPLEX;
      const re = v128.load(x);
      const im = v128.load(x, 16);
      const size = v128.sqrt<T>(add<T>(mul<T>(re, re), mul<T>(im, im)));
      const off = sub<T>(size, v128.load(magnitudes));
      const square = mul<T>(off, off);
      const alone = k == 0 || 2 * k == stft.size;
      sum = add<T>(sum, alone ? square : add<T>(square, square));
      magnitudes += VECTOR;
    }
    v128.store(lanesOfSum, sum);
    for (let lane = 0; lane < present; lane++) total += <f64>load<T>(lanesOfSum + <usize>lane * sizeof<T>());
  }
  return total;
}

const lanesOfSum: usize = memory.data(16, 16);
