import { ConventionError, realFft } from "@unspectro/core";
import { dot } from "../optimise/lbfgs.ts";
import { checkFrame, isPainless, type StftFrame } from "./frame.ts";

/** Plain one-sided frames in memory: `frames` x (floor(M/2) + 1) interleaved pairs, X_m[k] of {@link StftFrame}. */
export interface Spectra {
  readonly frames: number;
  readonly values: Float64Array;
}

/**
 * How far numbers can be trusted: 1 / variance of their noise, up to a common factor; 0 for what is lost. The
 * confidence of a cell is the product of those given.
 */
export interface Confidence {
  /** One for each frame. */
  readonly frames?: ArrayLike<number>;
  /** One for each of the floor(M/2) + 1 bins. */
  readonly bins?: ArrayLike<number>;
  /** Frames x bins. */
  readonly cells?: ArrayLike<number>;
}

/**
 * The synthesis window of one frame where frames differ in confidence: c_m h / sum_j c_j h^2. Used frame by frame it
 * is an exact inverse, and the one of least noise when confidence is 1 / variance. Frames that do not exist count as 0,
 * so the edges of a recording are exact too.
 *
 * @param confidence of every frame
 * @param out the window of frame `m`, as long as h; 0 where all frames that reach a sample have confidence 0
 * @throws ConventionError `does-not-fit` for a window longer than the FFT (use {@link robustInverse})
 */
export function robustWindow(
  frame: StftFrame,
  confidence: ArrayLike<number>,
  m: number,
  out: Float64Array,
): void {
  checkFrame(frame);
  const { window: h, hop } = frame;
  if (!isPainless(frame)) {
    throw new ConventionError("does-not-fit", "geometry.window", "the window is longer than the FFT", {
      advice: "use robustInverse, which solves for the whole signal",
    });
  }
  const reach = Math.ceil(h.length / hop) - 1;
  out.fill(0);
  for (let j = Math.max(0, m - reach); j <= Math.min(confidence.length - 1, m + reach); j++) {
    const weight = confidence[j];
    const shift = (m - j) * hop;
    for (let n = Math.max(0, -shift); n < Math.min(h.length, h.length - shift); n++) {
      out[n] += weight * h[n + shift] ** 2;
    }
  }
  for (let n = 0; n < h.length; n++) out[n] = out[n] > 0 ? (confidence[m] * h[n]) / out[n] : 0;
}

/** What {@link robustInverse} found. */
export interface RobustInverse {
  /** (frames - 1) a + N samples; 0 where nothing trustworthy reaches. */
  readonly samples: Float64Array;
  readonly rounds: number;
  /** |residual of the normal equations| / |right-hand side|. */
  readonly residual: number;
}

/**
 * The signal that fits the trusted numbers best: min over x of sum c_mk |STFT(x)_mk - X_mk|^2, by conjugate gradients
 * on the normal equations, preconditioned with what covers each sample. For windows of any length, in memory.
 *
 * It gives every consistent array its signal back, whatever the confidence, as long as the trusted cells determine it.
 *
 * @throws ConventionError `does-not-fit` for arrays of another size, confidence that is negative or no number
 */
export function robustInverse(
  frame: StftFrame,
  spectra: Spectra,
  confidence: Confidence,
  { rounds = 200, precision = 1e-13 }: { readonly rounds?: number; readonly precision?: number } = {},
): RobustInverse {
  checkFrame(frame);
  const weights = cellWeights(frame, spectra, confidence);
  const { analyse, synthesise, length } = weightedOperator(frame, spectra.frames, weights);
  const scale = preconditioner(frame, spectra.frames, weights, length);
  const x = new Float64Array(length);
  const target = new Float64Array(length);
  synthesise(spectra.values, target);
  const r = target.slice();
  const z = r.map((value, n) => value * scale[n]);
  const p = z.slice();
  const image = new Float64Array(spectra.values.length);
  const ap = new Float64Array(length);
  const size = Math.sqrt(dot(target, target));
  let rz = dot(r, z);
  let round = 0;
  for (; round < rounds && Math.sqrt(dot(r, r)) > precision * size; round++) {
    analyse(p, image);
    synthesise(image, ap);
    const step = rz / dot(p, ap);
    for (let n = 0; n < length; n++) {
      x[n] += step * p[n];
      r[n] -= step * ap[n];
      z[n] = r[n] * scale[n];
    }
    const next = dot(r, z);
    for (let n = 0; n < length; n++) p[n] = z[n] + (next / rz) * p[n];
    rz = next;
  }
  return { samples: x, rounds: round, residual: size === 0 ? 0 : Math.sqrt(dot(r, r)) / size };
}

/** Confidence of each cell, frames x bins. */
function cellWeights(frame: StftFrame, spectra: Spectra, confidence: Confidence): Float64Array {
  const bins = Math.floor(frame.fftSize / 2) + 1;
  const cells = spectra.frames * bins;
  expectLength("spectra", spectra.values.length, 2 * cells);
  const weights = new Float64Array(cells).fill(1);
  const times = (name: keyof Confidence, count: number, at: (cell: number) => number): void => {
    const given = confidence[name];
    if (given === undefined) return;
    expectLength(`confidence.${name}`, given.length, count);
    for (let cell = 0; cell < cells; cell++) weights[cell] *= given[at(cell)];
  };
  times("frames", spectra.frames, (cell) => Math.floor(cell / bins));
  times("bins", bins, (cell) => cell % bins);
  times("cells", cells, (cell) => cell);
  const wrong = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (wrong < 0) return weights;
  throw new ConventionError("bad-convention", "confidence", "must be finite numbers of 0 or more", {
    found: `${weights[wrong]} in frame ${Math.floor(wrong / bins)}, bin ${wrong % bins}`,
  });
}

function expectLength(field: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ConventionError("does-not-fit", field, "has another size than the frames", {
    expected: `${expected} numbers`,
    found: String(found),
  });
}

interface WeightedOperator {
  readonly length: number;
  /** T: signal to spectra. */
  analyse(x: Float64Array, spectra: Float64Array): void;
  /** T* C: spectra to signal, cells weighted. */
  synthesise(spectra: Float64Array, x: Float64Array): void;
}

function weightedOperator(frame: StftFrame, frames: number, weights: Float64Array): WeightedOperator {
  const { window: h, hop, fftSize } = frame;
  const fft = realFft(fftSize);
  const folded = new Float64Array(fftSize);
  const spectrum = new Float64Array(2 * fft.bins);
  return {
    length: frames === 0 ? 0 : (frames - 1) * hop + h.length,
    analyse(x, spectra) {
      for (let m = 0; m < frames; m++) {
        folded.fill(0);
        for (let n = 0; n < h.length; n++) folded[n % fftSize] += h[n] * x[m * hop + n];
        fft.forward(folded, spectra.subarray(2 * fft.bins * m, 2 * fft.bins * (m + 1)));
      }
    },
    synthesise(spectra, x) {
      x.fill(0);
      for (let m = 0; m < frames; m++) {
        for (let k = 0; k < fft.bins; k++) {
          const cell = m * fft.bins + k;
          spectrum[2 * k] = weights[cell] * spectra[2 * cell];
          spectrum[2 * k + 1] = weights[cell] * spectra[2 * cell + 1];
        }
        fft.inverse(spectrum, folded);
        for (let n = 0; n < h.length; n++) x[m * hop + n] += h[n] * folded[n % fftSize];
      }
    },
  };
}

/** 1 / what covers each sample, frames weighted with their mean confidence; 0 where nothing does. */
function preconditioner(
  frame: StftFrame,
  frames: number,
  weights: Float64Array,
  length: number,
): Float64Array {
  const bins = Math.floor(frame.fftSize / 2) + 1;
  const cover = new Float64Array(length);
  for (let m = 0; m < frames; m++) {
    let mean = 0;
    for (let k = 0; k < bins; k++) mean += weights[m * bins + k] / bins;
    for (let n = 0; n < frame.window.length; n++) cover[m * frame.hop + n] += mean * frame.window[n] ** 2;
  }
  const most = cover.reduce((max, value) => Math.max(max, value), 0);
  return cover.map((value) => (value > 1e-20 * most ? 1 / value : 0));
}
