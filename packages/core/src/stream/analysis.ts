import type { FrameSource, Numbers, ReadOptions } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { forward } from "../transform/forward.ts";
import { type BlockOfFrames, frameBlocks } from "./blocks.ts";
import type { FramePair } from "./pair.ts";
import type { SampleSource } from "./samples.ts";

/** How to analyse. */
export interface AnalysisOptions {
  /** One source of complex numbers instead of magnitudes and phases. */
  readonly complex?: boolean;
  /** Frames worked out at a time; default: about a million numbers. */
  readonly blockFrames?: number;
}

/** Numbers of one block of frames, all channels. */
const BLOCK_NUMBERS = 1 << 20;

/**
 * The frames of audio of any length, worked out when they are read: give both sources to a format's `write`, and
 * files of any size come out in bounded memory. Records are frames (frames x bins). Reading both sources over the
 * same frames costs one transform; reads take turns.
 *
 * @example
 * ```ts
 * import { analysisSource, resolveConvention, samplesOfArray } from "@unspectro/core";
 *
 * const { convention } = resolveConvention({ profile: "librosa" });
 * const pair = analysisSource(samplesOfArray([new Float64Array(22050)]), convention);
 * console.log(pair.magnitude.shape); // [44, 1025]
 * ```
 */
export function analysisSource(
  audio: SampleSource,
  convention: Convention,
  { complex = false, blockFrames }: AnalysisOptions = {},
): FramePair {
  const { bins, frames } = forward(convention, { length: audio.frames });
  const unit = complex ? 2 : 1;
  const affordable = Math.max(1, Math.floor(BLOCK_NUMBERS / (bins * audio.channels * unit)));
  const size = Math.min(frames, blockFrames ?? affordable);
  const blockOf = frameBlocks(audio, convention, { blockFrames: size, complex });
  let turn: Promise<unknown> = Promise.resolve();

  const source = (name: string, pick: (block: BlockOfFrames) => readonly Float64Array[]): FrameSource => {
    const copy = async (
      start: number,
      count: number,
      into: Numbers,
      request: ReadOptions,
    ): Promise<number> => {
      const { channel = 0, firstBin = 0, binCount = bins - firstBin, signal } = request;
      const end = Math.min(frames, start + count);
      for (let frame = start; frame < end; ) {
        const block = await blockOf(Math.floor(frame / size), signal);
        const numbers = pick(block)[channel];
        const stop = Math.min(end, block.first + block.count);
        for (; frame < stop; frame++) {
          const at = ((frame - block.first) * bins + firstBin) * unit;
          into.set(numbers.subarray(at, at + binCount * unit), (frame - start) * binCount * unit);
        }
      }
      return Math.max(0, end - start);
    };
    return {
      format: "analysis",
      name: `${name} of ${audio.name}`,
      frames,
      bins,
      channels: audio.channels,
      element: "float64",
      complex,
      shape: audio.channels > 1 ? [audio.channels, frames, bins] : [frames, bins],
      frameAxis: audio.channels > 1 ? 1 : 0,
      blockFrames: size,
      partialRecords: false,
      notes: [],
      read(start, count, into, request = {}) {
        const reading = turn.then(() => copy(start, count, into, request));
        turn = reading.catch(() => undefined);
        return reading;
      },
      close() {},
    };
  };
  const magnitude = source(complex ? "frames" : "magnitudes", (block) => block.magnitude);
  return complex ? { magnitude } : { magnitude, phase: source("phases", (block) => block.phase) };
}
