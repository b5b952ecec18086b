import { complexFft } from "@unspectro/core";
import { squareFrequencyKernel } from "../optimise/spread.ts";
import type { FilterBank } from "./bank.ts";

/** One complex filter, or the gradient by one. */
export interface ComplexTaps {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Writes the gradient by Re and Im of the taps and returns the spread. */
export type FilterSpread = (filter: ComplexTaps, gradient: ComplexTaps) => number;

/** sum (p - c)^2 |f[p]|^2 / sum |f[p]|^2, in taps^2, c the mean of |f|^2 or a given tap. */
export function filterTimeSpread(centre?: number): FilterSpread {
  return ({ real, imaginary }, gradient) => {
    let energy = 0;
    let moment = 0;
    for (let p = 0; p < real.length; p++) {
      const e = real[p] ** 2 + imaginary[p] ** 2;
      energy += e;
      moment += p * e;
    }
    const c = centre ?? moment / energy;
    let spread = 0;
    for (let p = 0; p < real.length; p++) spread += (p - c) ** 2 * (real[p] ** 2 + imaginary[p] ** 2);
    spread /= energy;
    for (let p = 0; p < real.length; p++) {
      const slope = (2 * ((p - c) ** 2 - spread)) / energy;
      gradient.real[p] = slope * real[p];
      gradient.imaginary[p] = slope * imaginary[p];
    }
    return spread;
  };
}

/**
 * The mean of the squared distance, around the circle, between frequency and `centre` (cycles a sample) over |F|^2:
 * the Toeplitz form of Gauthier, Duval & Pesquet, on the filter moved to frequency 0.
 */
export function filterFrequencySpread(length: number): (centre: number) => FilterSpread {
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  const fft = complexFft(size);
  const signal = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  const eigenvalues = circulant(size);
  return (centre) => (filter, gradient) => {
    const { real, imaginary } = filter;
    const rotation = 2 * Math.PI * centre;
    signal.fill(0);
    for (let p = 0; p < length; p++) {
      const c = Math.cos(rotation * p);
      const s = Math.sin(rotation * p);
      signal[2 * p] = real[p] * c + imaginary[p] * s;
      signal[2 * p + 1] = imaginary[p] * c - real[p] * s;
    }
    fft.forward(signal, spectrum);
    for (let k = 0; k < size; k++) {
      spectrum[2 * k] *= eigenvalues[k];
      spectrum[2 * k + 1] *= eigenvalues[k];
    }
    fft.inverse(spectrum, signal);
    let energy = 0;
    let spread = 0;
    for (let p = 0; p < length; p++) {
      const c = Math.cos(rotation * p);
      const s = Math.sin(rotation * p);
      const re = signal[2 * p] * c - signal[2 * p + 1] * s;
      const im = signal[2 * p + 1] * c + signal[2 * p] * s;
      gradient.real[p] = re;
      gradient.imaginary[p] = im;
      energy += real[p] ** 2 + imaginary[p] ** 2;
      spread += real[p] * re + imaginary[p] * im;
    }
    spread /= energy;
    for (let p = 0; p < length; p++) {
      gradient.real[p] = (2 * (gradient.real[p] - spread * real[p])) / energy;
      gradient.imaginary[p] = (2 * (gradient.imaginary[p] - spread * imaginary[p])) / energy;
    }
    return spread;
  };
}

function circulant(size: number): Float64Array {
  const kernel = new Float64Array(2 * size);
  for (let m = 0; m < size; m++) kernel[2 * m] = squareFrequencyKernel(Math.min(m, size - m));
  const spectrum = new Float64Array(2 * size);
  complexFft(size).forward(kernel, spectrum);
  return Float64Array.from({ length: size }, (_, k) => spectrum[2 * k]);
}

/** One channel's filter, as views. */
export function channelTaps(bank: FilterBank, channel: number): ComplexTaps {
  const [from, to] = [channel * bank.length, (channel + 1) * bank.length];
  return { real: bank.real.subarray(from, to), imaginary: bank.imaginary.subarray(from, to) };
}

/** Centre of a filter's band in cycles a sample: the circular mean of |F|^2, the angle of its autocorrelation at lag 1. */
export function bandCentre({ real, imaginary }: ComplexTaps): number {
  let re = 0;
  let im = 0;
  for (let p = 1; p < real.length; p++) {
    re += real[p] * real[p - 1] + imaginary[p] * imaginary[p - 1];
    im += imaginary[p] * real[p - 1] - real[p] * imaginary[p - 1];
  }
  return Math.atan2(im, re) / (2 * Math.PI);
}
