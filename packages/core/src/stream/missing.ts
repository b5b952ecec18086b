import { throwIfAborted } from "../contract/request.ts";
import { realFft } from "../fft/index.ts";
import { frameDecoder } from "../transform/decode.ts";
import { modulo } from "../transform/extend.ts";
import { addMissing, type MissingKind, missingKinds, missingSolver } from "../transform/missing.ts";
import { overlapAdd } from "../transform/overlap.ts";
import { type Plan, planOf, rotationOf } from "../transform/plan.ts";
import { synthesisOf } from "../transform/synthesis.ts";
import type { StoredStream } from "./stored.ts";

/** What to add to a maker's samples, because its frames lack a part. Works with every maker: the inverse is linear. */
export interface Supplement {
  /** Goes on to frame `frame` (of the maker's schedule). */
  advance(frame: number): void;
  /** Adds to the maker's next samples, which begin at `position`. */
  addTo(samples: Float64Array | Float32Array, position: number): void;
}

/**
 * Reads the whole file once to work out dropped DC and Nyquist bins and removed means; answers how to add them, or
 * undefined where nothing lacks or nothing can be done.
 */
export async function findMissing(
  stream: StoredStream,
  channel: number,
  options: { readonly length: number; readonly least: number; readonly synthesis?: Float64Array | undefined },
  onFrames: (count: number) => void,
  signal?: AbortSignal,
): Promise<Supplement | undefined> {
  const kinds = missingKinds(stream.convention);
  const plan = planOf(stream.convention, stream.frames, options.length);
  const solver = missingSolver(plan, kinds);
  if (solver === undefined) return undefined;
  const { bins, frames, complex, blockFrames } = stream;
  const fft = realFft(plan.fftSize);
  const spectrum = new Float64Array(2 * fft.bins);
  const buffer = new Float64Array(plan.fftSize);
  const decoder = frameDecoder(stream.convention, plan.bins);
  const magnitude = new Float64Array(blockFrames * bins * (complex ? 2 : 1));
  const phase = complex ? undefined : new Float64Array(blockFrames * bins);
  for (let first = 0; first < frames; first += blockFrames) {
    throwIfAborted(signal, stream.name);
    const count = Math.min(blockFrames, frames - first);
    const reading = stream.read(channel, first, count, magnitude, phase, signal);
    if (reading instanceof Promise) await reading;
    for (let i = 0; i < count; i++) {
      decoder.decode(magnitude, phase, i, spectrum);
      fft.inverse(spectrum, buffer);
      solver.push(buffer);
    }
    onFrames(count);
  }
  return supplement(plan, kinds, solver.solve(), options);
}

function supplement(
  plan: Plan,
  kinds: readonly MissingKind[],
  coefficients: Float64Array,
  {
    length,
    least,
    synthesis: custom,
  }: { length: number; least: number; synthesis?: Float64Array | undefined },
): Supplement {
  const synthesis = synthesisOf(plan, custom);
  const adder = overlapAdd({
    from: 0,
    to: length,
    window: synthesis.window,
    cover: synthesis.cover,
    least: Math.max(Number.MIN_VALUE, least * synthesis.full),
  });
  const buffer = new Float64Array(plan.fftSize);
  return {
    advance(frame) {
      const stored = modulo(frame, plan.frames);
      buffer.fill(0);
      addMissing(plan, kinds, coefficients, stored, buffer);
      adder.add(buffer, rotationOf(plan, stored), plan.lead + frame * plan.hop);
    },
    addTo(samples, position) {
      const more = adder.take(position + samples.length);
      for (let n = 0; n < samples.length; n++) samples[n] += more[n];
    },
  };
}
