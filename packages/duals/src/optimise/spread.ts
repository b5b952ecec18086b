import { realFft } from "@unspectro/core";
import type { Objective, Preconditioner } from "./lbfgs.ts";

/**
 * sum (n - c)^2 g[n]^2 / sum g[n]^2 in samples^2 and its gradient; c is the mean of g^2, or `centre` where one is
 * given.
 */
export function timeSpread(centre?: number): Objective {
  return (g, gradient) => {
    let energy = 0;
    let moment = 0;
    for (let n = 0; n < g.length; n++) {
      const e = g[n] * g[n];
      energy += e;
      moment += n * e;
    }
    const c = centre ?? moment / energy;
    let spread = 0;
    for (let n = 0; n < g.length; n++) spread += (n - c) ** 2 * g[n] * g[n];
    spread /= energy;
    // the derivative through c vanishes: c is where the spread is least
    for (let n = 0; n < g.length; n++) gradient[n] = (2 * ((n - c) ** 2 - spread) * g[n]) / energy;
    return spread;
  };
}

/**
 * The mean of f^2 over |G(f)|^2, f from -1/2 to 1/2 cycles a sample, in (1 / `unit`)^2, and its gradient.
 *
 * The integral is the quadratic form of the Toeplitz matrix 1/12, (-1)^m / (2 pi^2 m^2) (Gauthier, Duval & Pesquet
 * 2009), here applied by a circulant twice its size: two real FFTs an evaluation.
 */
export function frequencySpread(length: number, unit: number): Objective {
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  const fft = realFft(size);
  const spectrum = new Float64Array(2 * fft.bins);
  const signal = new Float64Array(size);
  const eigenvalues = circulant(size, unit);
  return (g, gradient) => {
    signal.fill(0);
    signal.set(g);
    fft.forward(signal, spectrum);
    for (let k = 0; k < fft.bins; k++) {
      spectrum[2 * k] *= eigenvalues[k];
      spectrum[2 * k + 1] *= eigenvalues[k];
    }
    fft.inverse(spectrum, signal);
    let energy = 0;
    let spread = 0;
    for (let n = 0; n < length; n++) {
      energy += g[n] * g[n];
      spread += g[n] * signal[n];
    }
    spread /= energy;
    for (let n = 0; n < length; n++) gradient[n] = (2 * (signal[n] - spread * g[n])) / energy;
    return spread;
  };
}

/**
 * A preconditioner for {@link frequencySpread}: divides by 1 + (f / `floor`)^2, f in 1 / `unit`. Without it the steep
 * high frequencies make the minimiser creep: thousands of steps instead of dozens.
 */
export function frequencyPreconditioner(length: number, unit: number, floor: number): Preconditioner {
  const size = 2 ** Math.ceil(Math.log2(2 * length));
  const fft = realFft(size);
  const spectrum = new Float64Array(2 * fft.bins);
  const signal = new Float64Array(size);
  return (direction) => {
    signal.fill(0);
    signal.set(direction);
    fft.forward(signal, spectrum);
    for (let k = 0; k < fft.bins; k++) {
      const gain = 1 / (1 + ((k * unit) / (size * floor)) ** 2);
      spectrum[2 * k] *= gain;
      spectrum[2 * k + 1] *= gain;
    }
    fft.inverse(spectrum, signal);
    for (let n = 0; n < length; n++) direction[n] = signal[n];
  };
}

/** Autocorrelation of the weight f^2 over one period, at lag m, in cycles^2 a sample^2. */
export function squareFrequencyKernel(m: number): number {
  return m === 0 ? 1 / 12 : (m % 2 === 0 ? 1 : -1) / (2 * Math.PI ** 2 * m * m);
}

function circulant(size: number, unit: number): Float64Array {
  const fft = realFft(size);
  const kernel = new Float64Array(size);
  for (let m = 0; m <= size / 2; m++) kernel[m] = unit * unit * squareFrequencyKernel(m);
  for (let m = size / 2 + 1; m < size; m++) kernel[m] = kernel[size - m];
  const spectrum = new Float64Array(2 * fft.bins);
  fft.forward(kernel, spectrum);
  return Float64Array.from({ length: fft.bins }, (_, k) => spectrum[2 * k]);
}
