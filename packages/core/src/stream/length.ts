import type { Convention } from "../convention/convention.ts";
import { lengthsOf } from "../transform/counts.ts";
import { coveredEnd, WEAK } from "../transform/coverage.ts";
import { inverse } from "../transform/inverse.ts";
import { planOf } from "../transform/plan.ts";
import type { InverseMaker } from "../transform/types.ts";
import type { StoredStream } from "./stored.ts";

/** A length read off the last frames. */
export interface FoundLength {
  /** Samples. */
  readonly length: number;
  /** In words, without a full stop. */
  readonly why: string;
}

/** Files less precise than this hide where the audio ends. */
const ROUGHEST = 1e-5;

/** How far rounding may reach above the precision of the numbers. */
const ROUNDING = 64;

/**
 * Where the audio ends, to the sample: frames that reach past it hold padding, which is silence (zeros) or the mirror
 * image of what came before (reflect). Reads the last frames only; undefined where they do not tell.
 */
export async function findLength(
  stream: StoredStream,
  precision: number,
  make: InverseMaker = inverse,
  signal?: AbortSignal,
): Promise<FoundLength | undefined> {
  const { convention, frames } = stream;
  const { length, padding } = convention.geometry;
  if ((length !== null && length !== undefined) || precision > ROUGHEST) return undefined;
  if (padding !== "zeros" && padding !== "reflect") return undefined;
  if (convention.encoding.phase.difference === "time") return undefined;
  const range = lengthsOf(convention, frames);
  const tail = await lastSamples(stream, make, signal);
  const candidates = { least: Math.max(1, range.least), most: Math.min(range.most, tail.end) };
  return padding === "zeros" ? endOfSound(tail, candidates, precision) : mirror(tail, candidates, precision);
}

/** The last samples under the frames, as if the audio went on to the end of the last window. */
interface Tail {
  /** The audio's sample at samples[0]. */
  readonly start: number;
  /** Where samples end that are more than rounding. */
  readonly end: number;
  readonly samples: Float64Array;
}

async function lastSamples(stream: StoredStream, make: InverseMaker, signal?: AbortSignal): Promise<Tail> {
  const { frames, bins, complex } = stream;
  const plan = planOf(stream.convention, frames, 0);
  const end = plan.lead + (frames - 1) * plan.hop + plan.windowLength;
  const reach = 2 * Math.ceil((plan.windowLength + plan.hop) / plan.hop) + 2;
  const first = Math.max(0, frames - reach);
  const count = frames - first;
  const convention: Convention = {
    ...stream.convention,
    geometry: { ...stream.convention.geometry, length: Math.max(1, end) },
  };
  const magnitude = new Float64Array(count * bins * (complex ? 2 : 1));
  const phase = complex ? undefined : new Float64Array(count * bins);
  await stream.read(0, first, count, magnitude, phase, signal);
  const options = { frames, bins, complex, precision: WEAK };
  const maker = make(convention, { ...options, blockFrames: count, range: { first, end: frames } });
  const pushed = new Float64Array(maker.push(magnitude, phase, count));
  const flushed = maker.flush();
  const samples = new Float64Array(pushed.length + flushed.length);
  samples.set(pushed);
  samples.set(flushed, pushed.length);
  return { start: maker.start, end: Math.max(1, coveredEnd(plan, WEAK)), samples };
}

/** Zero padding: the sound ends where silence begins. */
function endOfSound(
  { start, samples }: Tail,
  { least, most }: { least: number; most: number },
  precision: number,
): FoundLength | undefined {
  const threshold = peakOf(samples) * Math.max(1e-12, 100 * ROUNDING * precision);
  let length = most;
  while (length > least && length - 1 >= start && Math.abs(samples[length - 1 - start]) <= threshold)
    length--;
  if (threshold === 0) return undefined;
  return { length, why: `beyond sample ${length} there is only padding` };
}

/** Reflection: x[n - 1 + j] = x[n - 1 - j] for the true length n alone. */
function mirror(
  { start, end, samples }: Tail,
  { least, most }: { least: number; most: number },
  precision: number,
): FoundLength | undefined {
  const allowed = Math.max(1e-18, (100 * ROUNDING * precision) ** 2);
  let best = { length: 0, error: Number.POSITIVE_INFINITY };
  let second = Number.POSITIVE_INFINITY;
  for (let length = least; length <= most; length++) {
    const turn = length - 1 - start;
    const reach = Math.min(end - length, turn, samples.length - 1 - turn);
    if (reach < 8) continue;
    let difference = 0;
    let power = 0;
    for (let j = 1; j <= reach; j++) {
      difference += (samples[turn + j] - samples[turn - j]) ** 2;
      power += samples[turn + j] ** 2 + samples[turn - j] ** 2;
    }
    const error = power > 0 ? difference / power : Number.POSITIVE_INFINITY;
    if (error < best.error) {
      second = best.error;
      best = { length, error };
    } else {
      second = Math.min(second, error);
    }
  }
  if (!(best.error < allowed) || !(second > 100 * best.error)) return undefined;
  return { length: best.length, why: `the end is mirrored about sample ${best.length - 1}` };
}

function peakOf(samples: Float64Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}
