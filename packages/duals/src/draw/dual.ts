import { realFft } from "@unspectro/core";
import type { StftFrame } from "../stft/frame.ts";
import type { Dual } from "../stft/optimise.ts";
import { type Curve, PLOT_SIZE, type Plot, svgOf } from "./plot.ts";

/** A synthesis window to be drawn, and what to call it. */
export interface DrawnDual {
  readonly name: string;
  readonly dual: Pick<Dual, "window">;
}

const COLOURS = ["#b5179e", "#f77f00", "#2a9d8f", "#6c757d"] as const;
const ANALYSIS = "#1d3f8f";
/** Down to here spectra are drawn, in decibels below their peak. */
const FLOOR = -80;

/**
 * Draws an analysis window with synthesis windows over time, each to its own peak, and their spectra in decibels over
 * frequency in bins of the FFT.
 *
 * @returns an SVG document
 */
export function drawDuals(frame: StftFrame, duals: readonly DrawnDual[], title: string): string {
  return svgOf(dualPlots(frame, duals, title), title);
}

/** What {@link drawDuals} draws, for other kinds of paper. */
export function dualPlots(frame: StftFrame, duals: readonly DrawnDual[], title: string): readonly Plot[] {
  const windows = [
    { name: "analysis", colour: ANALYSIS, samples: frame.window, dashed: true },
    ...duals.map(({ name, dual }, i) => ({
      name,
      colour: COLOURS[i % COLOURS.length],
      samples: dual.window,
      dashed: false,
    })),
  ];
  const bins = Math.min(
    frame.fftSize / 2,
    Math.max(4, Math.round((16 * frame.fftSize) / frame.window.length)),
  );
  const over: Plot = {
    title,
    xLabel: "sample",
    yLabel: "amplitude, peak 1",
    x: [0, Math.max(1, frame.window.length - 1)],
    y: [lowest(windows.map(({ samples }) => samples)), 1.05],
    curves: windows.map(({ name, colour, samples, dashed }) => ({
      name,
      colour,
      dashed,
      ...overTime(samples),
    })),
  };
  const spectra: Plot = {
    title: "Spectra",
    xLabel: `bin of the ${frame.fftSize}-point FFT`,
    yLabel: "dB below the peak",
    x: [0, bins],
    y: [FLOOR, 3],
    curves: windows.map(({ name, colour, samples, dashed }) => ({
      name,
      colour,
      dashed,
      ...spectrum(samples, frame.fftSize, bins),
    })),
  };
  return [over, spectra];
}

function lowest(all: readonly Float64Array[]): number {
  const least = Math.min(...all.map((samples) => extreme(samples)[0] / extreme(samples)[1]));
  return least < -0.01 ? Math.max(-1.05, least - 0.05) : 0;
}

/** Least value and greatest magnitude. */
function extreme(samples: Float64Array): [number, number] {
  let least = 0;
  let peak = 0;
  for (const value of samples) {
    least = Math.min(least, value);
    peak = Math.max(peak, Math.abs(value));
  }
  return [least, peak];
}

/** To the peak, and of long windows the extremes of each pixel only. */
function overTime(samples: Float64Array): Pick<Curve, "x" | "y"> {
  const peak = extreme(samples)[1];
  const stride = Math.max(1, Math.floor(samples.length / (2 * PLOT_SIZE.width)));
  const x: number[] = [];
  const y: number[] = [];
  for (let from = 0; from < samples.length; from += stride) {
    const run = samples.subarray(from, from + stride);
    const high = Math.max(...run);
    const low = Math.min(...run);
    x.push(from);
    y.push(high / peak);
    if (low !== high) {
      x.push(from);
      y.push(low / peak);
    }
  }
  return { x, y };
}

/** Decibels over bins, at least 40 points a bin of the window's own length. */
function spectrum(samples: Float64Array, fftSize: number, bins: number): Pick<Curve, "x" | "y"> {
  const size = 2 ** Math.ceil(Math.log2(32 * Math.max(samples.length, 2)));
  const fft = realFft(size);
  const padded = new Float64Array(size);
  padded.set(samples);
  const values = new Float64Array(2 * fft.bins);
  fft.forward(padded, values);
  const last = Math.min(fft.bins - 1, Math.ceil((bins * size) / fftSize));
  const power = Float64Array.from(
    { length: last + 1 },
    (_, k) => values[2 * k] ** 2 + values[2 * k + 1] ** 2,
  );
  const peak = extreme(power)[1];
  return {
    x: power.map((_, k) => (k * fftSize) / size),
    y: power.map((value) => 10 * Math.log10(Math.max(value / peak, 1e-30))),
  };
}
