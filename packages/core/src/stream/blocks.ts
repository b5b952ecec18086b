import type { Convention } from "../convention/convention.ts";
import { forward } from "../transform/forward.ts";
import type { Forward } from "../transform/types.ts";
import { readExtended, type SampleSource } from "./samples.ts";

/** Stored frames of all channels. */
export interface BlockOfFrames {
  readonly first: number;
  readonly count: number;
  /** One array a channel. */
  readonly magnitude: readonly Float64Array[];
  /** One array a channel; empty arrays for complex frames. */
  readonly phase: readonly Float64Array[];
}

/**
 * Works out blocks of frames, keeping the last one. Where phases depend on the frames before (unwrapped in time,
 * differences), asking for anything but the next block goes back to the first frame.
 */
export function frameBlocks(
  audio: SampleSource,
  convention: Convention,
  { blockFrames, complex }: { readonly blockFrames: number; readonly complex: boolean },
): (index: number, signal?: AbortSignal) => Promise<BlockOfFrames> {
  const { phase } = convention.encoding;
  const sequential = !complex && (phase.wrapped === "unwrapped-time" || phase.difference === "time");
  const { padding, hop } = convention.geometry;
  let makers = newMakers();
  const { frames, bins } = makers[0];
  let next = 0;
  let kept: BlockOfFrames | undefined;

  return async (index, signal) => {
    const first = index * blockFrames;
    if (kept?.first === first) return kept;
    if (sequential && first !== next) {
      makers = newMakers();
      for (let before = 0; before < first; before += blockFrames) await work(before, signal);
    }
    kept = await work(first, signal);
    return kept;
  };

  function newMakers(): readonly Forward[] {
    return Array.from({ length: audio.channels }, () => forward(convention, { length: audio.frames }));
  }

  async function work(first: number, signal?: AbortSignal): Promise<BlockOfFrames> {
    const count = Math.min(blockFrames, frames - first);
    const { from, to } = makers[0].needs(first, count);
    const samples = makers.map(() => new Float64Array(to - from));
    await readExtended(audio, padding, from, samples, frames * hop, signal);
    const block: BlockOfFrames = {
      first,
      count,
      magnitude: makers.map(() => new Float64Array(count * bins * (complex ? 2 : 1))),
      phase: makers.map(() => new Float64Array(complex ? 0 : count * bins)),
    };
    for (const [c, maker] of makers.entries()) {
      maker.run(samples[c], first, count, block.magnitude[c], complex ? undefined : block.phase[c]);
    }
    next = first + count;
    return block;
  }
}
