import { type Convention, ConventionError, type Numbers, rotationOf, samplesWithin } from "@unspectro/core";
import { openKernel } from "../kernel/instance.ts";
import { planDecode } from "../plan/decode.ts";
import type { Reals } from "../plan/memory.ts";
import { notFiniteOf } from "../plan/records.ts";
import { planStft } from "../plan/stft.ts";
import { blockFor, copyColumns, join } from "./blocks.ts";
import { type Ground, groundOf } from "./ground.ts";
import type { EngineInverse, EngineOptions } from "./types.ts";

/**
 * The inverse in one arithmetic, from the first frame to the last. Each frame and each sample is computed the same way
 * whatever the blocks and ranges, so the same bits come out.
 *
 * @throws ConventionError `does-not-fit` when frames of `options.bins` numbers cannot be of this convention
 */
export function streamInverse(
  convention: Convention,
  options: EngineOptions,
  { plan, synthesis, schedule: whole, divisor }: Ground = groundOf(convention, options),
): EngineInverse {
  checkBins(plan.bins.stored, options.bins);
  const schedule = options.range ?? whole;
  const { from, to } = samplesWithin(plan, synthesis, whole, schedule);
  const { fftSize, hop } = plan;
  const lead = plan.lead + synthesis.lead;
  const bins = plan.bins.stored;
  const complex = options.complex ?? false;
  const pair = complex ? 2 : 1;
  const length = synthesis.window.length;
  const blockFrames = options.blockFrames ?? blockFor(Math.max(bins * pair, hop));

  const kernel = openKernel(options.arithmetic ?? "single");
  const { memory } = kernel;
  const decode = planDecode(memory, convention, plan.bins, Math.floor(fftSize / 2) + 1, complex);
  const stft = planStft(memory, {
    size: fftSize,
    hop,
    analysis: [],
    synthesis: synthesis.window.map((w) => (w * decode.gain) / fftSize),
    rotation: rotationOf(plan, 0) + synthesis.lead,
    rotationStep: plan.origin === null ? hop % fftSize : 0,
  });
  const period = hop * Math.ceil(256 / hop);
  const steady = memory.reals(Float64Array.from({ length: period }, (_, i) => divisor.steady[i % hop]));
  /** Samples of audio before the first window: silence, in front of the first block's sums. */
  let ahead = Math.max(0, lead + schedule.first * hop - from);
  const room = ahead + blockFrames * hop + length;
  const numbers = blockFrames * bins * pair;
  const sumsAt = memory.reserve(room * memory.elementBytes);
  const scaleAt = memory.reserve(room * memory.elementBytes);
  const magnitudeAt = memory.reserve(numbers * memory.elementBytes);
  const phaseAt = memory.reserve((complex ? 0 : numbers) * memory.elementBytes);
  const magnitudes = memory.view(magnitudeAt, numbers);
  const phases = memory.view(phaseAt, complex ? 0 : numbers);
  const sums = memory.view(sumsAt, room);
  const scale = memory.view(scaleAt, room);

  /** Where sums[0] stands, in samples from the first one of frame 0's window. */
  let base = schedule.first * hop - ahead;
  let next = schedule.first;
  /** Samples at the beginning of `sums` that were given away. */
  let given = 0;

  const slide = (): void => {
    if (given === 0) return;
    sums.copyWithin(0, given).fill(0, sums.length - given);
    base += given;
    given = 0;
  };

  /** Makes the first `count` sums final, and answers those that are wanted. */
  const settle = (settled: number): Reals => {
    const count = ahead + settled;
    ahead = 0;
    if (divisor.isSteady(base, base + count)) {
      kernel.settle(sumsAt, count, steady, period, sumsAt);
    } else {
      const exact = new Float64Array(count);
      divisor.fill(base, exact);
      scale.set(exact);
      kernel.settle(sumsAt, count, scaleAt, count, sumsAt);
    }
    given = count;
    const first = Math.min(count, Math.max(0, from - lead - base));
    return sums.subarray(first, Math.max(first, Math.min(count, to - lead - base)));
  };

  /** One block that lies in the input memory already. */
  const run = (frames: number, columns: number): Reals => {
    slide();
    let done = 0;
    while (done < frames) {
      // Circular audio begins below frame 0: the rotation counts from there anew.
      const frame = ((next % plan.frames) + plan.frames) % plan.frames;
      const count = Math.min(frames - done, plan.frames - frame);
      const skip = done * (columns > 0 ? pair : bins * pair) * memory.elementBytes;
      kernel.inverse(
        stft,
        decode.record,
        magnitudeAt + skip,
        phaseAt + skip,
        columns,
        frame,
        count,
        sumsAt + (ahead + done * hop) * memory.elementBytes,
      );
      done += count;
      next += count;
    }
    return settle(frames * hop);
  };

  const inPlace = (given: Numbers, own: Reals): boolean =>
    given.buffer === own.buffer && given.byteOffset === own.byteOffset;

  const inBlocks = (frames: number, block: (first: number, count: number) => Reals): Reals => {
    if (frames <= blockFrames) return block(0, frames);
    const parts: Reals[] = [];
    for (let first = 0; first < frames; first += blockFrames) {
      parts.push(block(first, Math.min(blockFrames, frames - first)).slice());
    }
    return join(parts, sums);
  };

  const pushColumns: EngineInverse["pushColumns"] = (magnitude, phase, frames, columns) => {
    if (inPlace(magnitude, magnitudes)) return run(frames, columns);
    return inBlocks(frames, (first, count) => {
      copyColumns(magnitude, magnitudes, columns * pair, first * pair, count * pair, bins);
      if (phase !== undefined) copyColumns(phase, phases, columns, first, count, bins);
      return run(count, count);
    });
  };

  return {
    bins,
    start: from,
    schedule,
    blockFrames,
    magnitudes,
    phases,
    pushColumns,
    push(magnitude, phase, frames) {
      return inBlocks(frames, (first, count) => {
        const begin = first * bins * pair;
        const end = begin + count * bins * pair;
        if (!inPlace(magnitude, magnitudes)) magnitudes.set(magnitude.subarray(begin, end));
        if (phase !== undefined && !inPlace(phase, phases)) phases.set(phase.subarray(begin, end));
        return run(count, 0);
      });
    },
    flush() {
      slide();
      const reached = settle(Math.max(0, Math.min(to - lead - base, length)));
      // Where the audio is longer than the frames reach, silence follows.
      const silent = to - Math.max(from, lead + base + length);
      if (silent <= 0) return reached;
      const padded =
        memory.precision === "single"
          ? new Float32Array(reached.length + silent)
          : new Float64Array(reached.length + silent);
      padded.set(reached);
      return padded;
    },
    get notFinite() {
      return notFiniteOf(memory, decode.record);
    },
  };
}

function checkBins(expected: number, found: number): void {
  if (expected === found) return;
  throw new ConventionError("does-not-fit", "geometry.fftSize", "the FFT size does not fit the frames", {
    expected: `${expected} bins a frame`,
    found: `${found}`,
    advice: "check the FFT size, and whether bins were dropped",
  });
}
