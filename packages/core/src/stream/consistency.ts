import type { Convention } from "../convention/convention.ts";
import { extend } from "../transform/extend.ts";
import { forward } from "../transform/forward.ts";
import { inverse } from "../transform/inverse.ts";
import { planOf } from "../transform/plan.ts";
import { type StoredFrames, toComplex } from "../transform/whole.ts";
import { alignPair, type FramePair } from "./pair.ts";

/** How well a block of frames fits the audio it gives. */
export interface Consistency {
  /** ||X - STFT(ISTFT(X))|| / ||X|| over the inner frames of the block. */
  readonly residual: number;
  /** What numbers without any meaning would give: sqrt(1 - min(R, L) / N). Near 0, the residual says nothing. */
  readonly expected: number;
  /** residual / expected: below 0.05 the convention is right, near 1 it is wrong. NaN where nothing can be said. */
  readonly ratio: number;
  /** The frames it was measured on. */
  readonly first: number;
  readonly frames: number;
}

/**
 * Measures whether a convention is the true one: only then are the frames those of some audio (Griffin & Lim 1984).
 * Hops that leave no overlap carry no evidence, and `expected` is then 0.
 *
 * @param block which frames to look at; default: some 400000 numbers in the middle
 */
export async function consistency(
  pair: FramePair,
  convention: Convention,
  block: { readonly first?: number; readonly frames?: number; readonly channel?: number } = {},
): Promise<Consistency> {
  const stream = alignPair(pair, convention);
  const { bins, complex } = stream;
  const sequential = stream.convention.encoding.phase.difference === "time";
  const wished = block.frames ?? Math.min(240, Math.max(50, Math.floor(400_000 / bins)));
  const frames = Math.min(stream.frames, wished);
  const middle = Math.floor((stream.frames - frames) / 2);
  const first = sequential ? 0 : Math.min(block.first ?? middle, stream.frames - frames);
  const magnitude = new Float64Array(frames * bins * (complex ? 2 : 1));
  const phase = complex ? undefined : new Float64Array(frames * bins);
  await stream.read(block.channel ?? 0, first, frames, magnitude, phase);
  const stored = { frames, bins, magnitude, ...(phase === undefined ? {} : { phase }) };
  return consistencyOf(stored, stream.convention, { first, of: stream.frames });
}

/**
 * {@link consistency} of frames in memory: frames `first` .. of a file of `of` frames.
 */
export function consistencyOf(
  stored: StoredFrames,
  convention: Convention,
  { first = 0, of = first + stored.frames }: { readonly first?: number; readonly of?: number } = {},
): Consistency {
  const { frames, bins } = stored;
  const plan = planOf(convention, of);
  const cells = toComplex(stored, convention).magnitude;
  const plain = complexConvention(convention, plan.length);
  const wrapping = convention.geometry.padding === "circular";
  const open = wrapping ? withoutEnds(plain) : plain;
  const maker = inverse(open, { frames: of, bins, complex: true, range: { first, end: first + frames } });
  const pushed = new Float64Array(maker.push(cells, undefined, frames));
  const flushed = maker.flush();
  const audio = new Float64Array(pushed.length + flushed.length);
  audio.set(pushed);
  audio.set(flushed, pushed.length);

  const again = forward(open, { length: plan.length });
  const overlap = Math.ceil(plan.windowLength / plan.hop) - 1;
  const inner = { first: first + overlap, end: first + frames - overlap };
  let error = 0;
  let power = 0;
  const frame = new Float64Array(2 * bins);
  for (let m = inner.first; m < inner.end; m++) {
    const { from, to } = again.needs(m, 1);
    if (from < maker.start || to > maker.start + audio.length) continue;
    const samples = new Float64Array(to - from);
    extend(audio, "none", from - maker.start, samples);
    again.run(samples, m, 1, frame);
    const at = (m - first) * 2 * bins;
    for (let i = 0; i < 2 * bins; i++) {
      const cell = cells[at + i];
      if (cell - cell !== 0) continue;
      const off = frame[i] - cell;
      error += off * off;
      power += cell * cell;
    }
  }
  const expected = Math.sqrt(Math.max(0, 1 - Math.min(plan.hop, plan.windowLength) / plan.fftSize));
  const residual = power > 0 ? Math.sqrt(error / power) : Number.NaN;
  return { residual, expected, ratio: expected > 0.01 ? residual / expected : Number.NaN, first, frames };
}

/** The same geometry for complex cells. */
function complexConvention(convention: Convention, length: number): Convention {
  const { phase } = convention.encoding;
  return {
    ...convention,
    encoding: { ...convention.encoding, phase: { ...phase, difference: "none" } },
    geometry: { ...convention.geometry, length },
  };
}

/** Circular audio cut open, so that a block of it can be looked at by itself. */
function withoutEnds(convention: Convention): Convention {
  return { ...convention, geometry: { ...convention.geometry, padding: "zeros", tail: "touch" } };
}
