import { ConventionError } from "@unspectro/core";
import { checkBank, type FilterBank, type SynthesisBank } from "./bank.ts";

/** Signals through an analysis bank, block by block. */
export interface BankAnalyser {
  /**
   * Takes samples (interleaved pairs for complex signals), any number of them, and gives the frames now complete: for
   * each M interleaved pairs. The memory returned is the caller's.
   */
  push(samples: Float64Array): Float64Array;
  /** The frames that `more` samples of silence would complete: those in which the signal still sounds. */
  flush(more: number): Float64Array;
}

/** Frames through a synthesis bank. */
export interface BankSynthesiser {
  /** Takes frames (M interleaved pairs each) and gives N samples for each, late by the bank's `delay`. */
  push(frames: Float64Array): Float64Array;
  /** The tail that sounds on after the last frame. */
  flush(): Float64Array;
}

/**
 * Runs signals through an analysis bank: y_i[n] = sum_p h_i[p] x[n N - p]; what precedes the first sample is silence.
 * Holds one filter length of samples.
 *
 * @param complex whether samples are interleaved pairs
 */
export function bankAnalyser(bank: FilterBank, complex = false): BankAnalyser {
  checkBank(bank);
  const { decimation, length, channels } = bank;
  const width = complex ? 2 : 1;
  /** The newest sample is at the end. */
  let memory = new Float64Array(width * (length - 1));
  /** Samples still to come before the next frame is complete. */
  let missing = 1;

  function push(samples: Float64Array): Float64Array {
    if (samples.length % width !== 0) throw oddPairs("samples", samples.length);
    const line = new Float64Array(memory.length + samples.length);
    line.set(memory);
    line.set(samples, memory.length);
    const count = samples.length / width;
    const frames = count < missing ? 0 : Math.floor((count - missing) / decimation) + 1;
    const out = new Float64Array(2 * channels * frames);
    for (let n = 0; n < frames; n++) {
      const newest = length - 1 + missing - 1 + n * decimation;
      filterFrame(bank, line, newest, complex, out.subarray(2 * channels * n, 2 * channels * (n + 1)));
    }
    missing += frames * decimation - count;
    memory = line.slice(line.length - memory.length);
    return out;
  }
  return { push, flush: (more) => push(new Float64Array(width * Math.max(0, more))) };
}

/** The hot loop: M filters at one place. */
function filterFrame(
  bank: FilterBank,
  line: Float64Array,
  newest: number,
  complex: boolean,
  out: Float64Array,
): void {
  const { channels, length, real, imaginary } = bank;
  for (let i = 0; i < channels; i++) {
    let re = 0;
    let im = 0;
    for (let p = 0, tap = i * length; p < length; p++, tap++) {
      const x = line[complex ? 2 * (newest - p) : newest - p];
      re += real[tap] * x;
      im += imaginary[tap] * x;
      if (!complex) continue;
      const y = line[2 * (newest - p) + 1];
      re -= imaginary[tap] * y;
      im += real[tap] * y;
    }
    out[2 * i] = re;
    out[2 * i + 1] = im;
  }
}

/**
 * Runs frames through a synthesis bank: z[t] = sum_i sum_n f_i[t - n N] y_i[n], the real part for real signals.
 *
 * @param complex whether the samples that come out are interleaved pairs
 */
export function bankSynthesiser(bank: FilterBank, complex = false): BankSynthesiser {
  checkBank(bank);
  const { decimation, length, channels } = bank;
  const width = complex ? 2 : 1;
  const reach = Math.max(length, decimation);
  /** Sums not yet final; the oldest first. */
  const sums = new Float64Array(width * reach);
  return {
    push(frames) {
      if (frames.length % (2 * channels) !== 0) throw oddPairs("frames", frames.length);
      const count = frames.length / (2 * channels);
      const out = new Float64Array(width * decimation * count);
      for (let n = 0; n < count; n++) {
        addFrame(bank, frames.subarray(2 * channels * n, 2 * channels * (n + 1)), complex, sums);
        out.set(sums.subarray(0, width * decimation), width * decimation * n);
        sums.copyWithin(0, width * decimation);
        sums.fill(0, width * (reach - decimation));
      }
      return out;
    },
    flush() {
      const tail = sums.slice(0, width * (reach - decimation));
      sums.fill(0);
      return tail;
    },
  };
}

function addFrame(bank: FilterBank, frame: Float64Array, complex: boolean, sums: Float64Array): void {
  const { channels, length, real, imaginary } = bank;
  for (let i = 0; i < channels; i++) {
    const re = frame[2 * i];
    const im = frame[2 * i + 1];
    for (let c = 0, tap = i * length; c < length; c++, tap++) {
      const value = real[tap] * re - imaginary[tap] * im;
      if (!complex) {
        sums[c] += value;
        continue;
      }
      sums[2 * c] += value;
      sums[2 * c + 1] += real[tap] * im + imaginary[tap] * re;
    }
  }
}

/** A signal through analysis and synthesis, delay taken away: equal to `signal` for a bank and its inverse. */
export function throughBanks(
  analysis: FilterBank,
  synthesis: SynthesisBank,
  signal: Float64Array,
  complex = false,
): Float64Array {
  const width = complex ? 2 : 1;
  const analyser = bankAnalyser(analysis, complex);
  const synthesiser = bankSynthesiser(synthesis, complex);
  const parts = [
    synthesiser.push(analyser.push(signal)),
    synthesiser.push(analyser.flush(synthesis.delay + analysis.decimation)),
    synthesiser.flush(),
  ];
  const out = new Float64Array(signal.length);
  let at = -synthesis.delay * width;
  for (const part of parts) {
    for (let i = Math.max(0, -at); i < part.length && at + i < out.length; i++) out[at + i] = part[i];
    at += part.length;
  }
  return out;
}

function oddPairs(what: string, found: number): ConventionError {
  return new ConventionError("does-not-fit", what, "the numbers do not make whole pairs or frames", {
    found: `${found} numbers`,
  });
}
