import { ConventionError, DataError } from "../contract/errors.ts";
import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { realFft } from "../fft/index.ts";
import { frameDecoder } from "./decode.ts";
import { modulo } from "./extend.ts";
import { overlapAdd } from "./overlap.ts";
import { planOf, rotationOf } from "./plan.ts";
import { reaching, samplesWithin, scheduleOf } from "./ranges.ts";
import { synthesisOf } from "./synthesis.ts";
import type { FrameRange, Inverse, InverseOptions, SampleRange } from "./types.ts";

/** Precision of float64 numbers: what the divisor must exceed, as a share of the full one. */
export const DOUBLE_PRECISION: number = 2 ** -53;

/**
 * The least-squares inverse STFT (Griffin & Lim 1984), streaming, in float64: of all audio, the one whose STFT is
 * nearest to the stored frames. Every sample is divided by what really covers it, so edges are exact; samples that
 * nothing covers are 0 (see `coverage`).
 *
 * @throws ConventionError `does-not-fit` when frames of `options.bins` numbers cannot be of this convention
 * @throws DataError `not-invertible` when the frames hold no audio
 *
 * @example
 * ```ts
 * import { inverse, resolveConvention } from "@unspectro/core";
 *
 * const { convention } = resolveConvention({ given: { geometry: { fftSize: 4, hop: 2 } } });
 * const maker = inverse(convention, { frames: 2, bins: 3 });
 * const samples = maker.push(new Float64Array(6), new Float64Array(6), 2);
 * console.log(samples.length + maker.flush().length); // 2
 * ```
 */
export function inverse(convention: Convention, options: InverseOptions): Inverse {
  const plan = planOf(convention, options.frames);
  checkBins(plan.bins.stored, options.bins);
  const synthesis = synthesisOf(plan, options.synthesis);
  const whole = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  const schedule = options.range ?? whole;
  checkOrder(convention, schedule);
  const { from, to } = samplesWithin(plan, synthesis, whole, schedule);
  const fft = realFft(plan.fftSize);
  const spectrum = new Float64Array(2 * fft.bins);
  const signal = new Float64Array(plan.fftSize);
  const decoder = frameDecoder(convention, plan.bins);
  const adder = overlapAdd({
    from,
    to,
    window: synthesis.window,
    cover: synthesis.cover,
    least: Math.max(Number.MIN_VALUE, (options.precision ?? DOUBLE_PRECISION) * synthesis.full),
  });
  const lead = plan.lead + synthesis.lead;
  let next = schedule.first;

  return {
    bins: plan.bins.stored,
    start: from,
    schedule,
    push(magnitude: Numbers, phase: Numbers | undefined, frames: number) {
      for (let i = 0; i < frames; i++, next++) {
        decoder.decode(magnitude, phase, i, spectrum);
        fft.inverse(spectrum, signal);
        const rotation = rotationOf(plan, modulo(next, plan.frames)) + synthesis.lead;
        adder.add(signal, modulo(rotation, plan.fftSize), lead + next * plan.hop);
      }
      return adder.take(lead + next * plan.hop);
    },
    flush() {
      return adder.take(to);
    },
    get notFinite() {
      return decoder.notFinite();
    },
  };
}

/**
 * The frames that a worker must push (as `InverseOptions.range`) for samples `from` .. `to` - 1 to be among those it
 * gives.
 */
export function framesFor(convention: Convention, frames: number, samples: SampleRange): FrameRange {
  const plan = planOf(convention, frames);
  const synthesis = synthesisOf(plan);
  const whole = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  const { first, end } = reaching(plan, synthesis, samples);
  return { first: Math.max(whole.first, first), end: Math.min(whole.end, end) };
}

/** The samples that an inverse gives when only frames `range` are pushed to it. */
export function samplesOf(convention: Convention, frames: number, range: FrameRange): SampleRange {
  const plan = planOf(convention, frames);
  const synthesis = synthesisOf(plan);
  const whole = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  return samplesWithin(plan, synthesis, whole, range);
}

function checkBins(expected: number, found: number): void {
  if (expected === found) return;
  throw new ConventionError("does-not-fit", "geometry.fftSize", "the FFT size does not fit the frames", {
    expected: `${expected} bins a frame`,
    found: `${found}`,
    advice: "check the FFT size, and whether bins were dropped",
  });
}

/** Differences in time are summed from the first frame on, so no share of the frames can stand alone. */
function checkOrder({ encoding }: Convention, range: FrameRange): void {
  if (encoding.phase.difference !== "time" || range.first === 0) return;
  throw new DataError(
    "not-invertible",
    "phase differences in time can only be summed from the first frame on",
    {
      where: "encoding.phase.difference",
      expected: "frame 0 first",
      found: `frame ${range.first} first`,
    },
  );
}
