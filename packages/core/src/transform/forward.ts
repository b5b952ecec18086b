import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { realFft } from "../fft/index.ts";
import { frameCount } from "./counts.ts";
import { frameEncoder } from "./encode.ts";
import { planOf, rotationOf } from "./plan.ts";
import type { Forward, ForwardOptions, SampleRange } from "./types.ts";

/**
 * The STFT of a convention, streaming, in float64: the exact forward of `inverse`.
 *
 * Phases that depend on the frame before (`unwrapped-time`, differences) come out right when `run` is called for
 * frames in order; the first call's first frame counts as the first.
 */
export function forward(convention: Convention, { length }: ForwardOptions): Forward {
  const frames = frameCount(convention, length);
  const plan = planOf(convention, frames, length);
  const { window, windowLength, fftSize, hop, lead } = plan;
  const fft = realFft(fftSize);
  const spectrum = new Float64Array(2 * fft.bins);
  const signal = new Float64Array(fftSize);
  const encoder = frameEncoder(convention, plan.bins);
  const detrend = convention.encoding.detrend === "frame-mean";

  return {
    bins: plan.bins.stored,
    frames,
    needs(first: number, count: number): SampleRange {
      const from = lead + first * hop;
      return { from, to: from + (count - 1) * hop + windowLength };
    },
    run(samples: Float64Array, first: number, count: number, magnitude: Numbers, phase?: Numbers) {
      for (let i = 0; i < count; i++) {
        const at = i * hop;
        const mean = detrend ? meanOf(samples, at, windowLength) : 0;
        signal.fill(0);
        let n = rotationOf(plan, first + i);
        for (let j = 0; j < windowLength; j++) {
          signal[n] += window[j] * (samples[at + j] - mean);
          if (++n === fftSize) n = 0;
        }
        fft.forward(signal, spectrum);
        encoder.encode(spectrum, magnitude, phase, i);
      }
    },
  };
}

function meanOf(samples: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += samples[at + i];
  return sum / count;
}
