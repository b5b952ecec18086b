import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { extend, modulo } from "./extend.ts";
import { forward } from "./forward.ts";
import { inverse } from "./inverse.ts";
import { magnitudeDecoder } from "./magnitude.ts";
import { phaseDecoder } from "./phase.ts";
import type { InverseMaker, InverseOptions } from "./types.ts";

/** Frames held in memory: `frames` x `bins`, frame after frame, as a convention stores them. */
export interface StoredFrames<T extends Numbers = Numbers> {
  readonly frames: number;
  readonly bins: number;
  /** Magnitudes; interleaved complex pairs where there is no `phase`. */
  readonly magnitude: T;
  readonly phase?: T;
}

/**
 * The frames of audio that fits in memory. For longer audio, see `analysisSource`.
 *
 * @param complex interleaved complex pairs instead of magnitudes and phases
 */
export function stft(
  audio: Float64Array,
  convention: Convention,
  complex = false,
): StoredFrames<Float64Array> {
  const { bins, frames, needs, run } = forward(convention, { length: audio.length });
  const { from, to } = needs(0, frames);
  const samples = new Float64Array(to - from);
  extend(audio, convention.geometry.padding, from, samples, frames * convention.geometry.hop);
  const magnitude = new Float64Array(frames * bins * (complex ? 2 : 1));
  if (complex) {
    run(samples, 0, frames, magnitude);
    return { frames, bins, magnitude };
  }
  const phase = new Float64Array(frames * bins);
  run(samples, 0, frames, magnitude, phase);
  return { frames, bins, magnitude, phase };
}

/**
 * The audio of frames that fit in memory. For longer ones, see `reconstruct`.
 *
 * @param options further options of the inverse, and the maker to use instead of `inverse`
 */
export function istft(
  { frames, bins, magnitude, phase }: StoredFrames,
  convention: Convention,
  { maker = inverse, ...options }: Partial<InverseOptions> & { readonly maker?: InverseMaker } = {},
): Float64Array {
  const plan = maker(convention, { ...options, frames, bins, complex: phase === undefined });
  const parts: Float64Array[] = [];
  const width = bins * (phase === undefined ? 2 : 1);
  for (let m = plan.schedule.first; m < plan.schedule.end; m++) {
    const at = modulo(m, frames);
    const samples = plan.push(
      magnitude.subarray(at * width, (at + 1) * width),
      phase?.subarray(at * bins, (at + 1) * bins),
      1,
    );
    if (samples.length > 0) parts.push(new Float64Array(samples));
  }
  parts.push(new Float64Array(plan.flush()));
  const audio = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    audio.set(part, at);
    at += part.length;
  }
  return audio;
}

/**
 * Stored magnitudes and phases as the complex cells that the same producer would have stored: scales and units undone,
 * scaling, sign and origin as they were.
 */
export function toComplex(stored: StoredFrames, { encoding }: Convention): StoredFrames {
  const { frames, bins, magnitude, phase } = stored;
  if (phase === undefined) return stored;
  const decodeMagnitude = magnitudeDecoder(encoding.magnitude);
  const decodePhase = phaseDecoder(encoding.phase, bins);
  const amplitude = new Float64Array(bins);
  const angle = new Float64Array(bins);
  const cells = new Float64Array(2 * frames * bins);
  for (let m = 0; m < frames; m++) {
    decodeMagnitude(magnitude, m * bins, bins, amplitude);
    decodePhase(phase, m * bins, bins, angle);
    for (let i = 0; i < bins; i++) {
      cells[2 * (m * bins + i)] = amplitude[i] * Math.cos(angle[i]);
      cells[2 * (m * bins + i) + 1] = encoding.phase.sign * amplitude[i] * Math.sin(angle[i]);
    }
  }
  return { frames, bins, magnitude: cells };
}
