import type { FrameRange, Numbers, SampleRange } from "@unspectro/core";
import type { Edge } from "./edges.ts";
import type { EngineInverse } from "./types.ts";

/** Gives part of the frames to a second, more precise inverse as well, and puts its samples over the first one's. */
export interface Overlay {
  /** Frames `next` .. `next + frames - 1` are on their way: call before the first inverse has them, then {@link cover}. */
  push(
    push: (maker: EngineInverse, offset: number, count: number) => Numbers,
    next: number,
    frames: number,
  ): void;
  /** Writes over `samples`, which begin at sample `start` of the audio. */
  cover(samples: Numbers, start: number): void;
}

/** @param open makes the precise inverse of these frames */
export function overlay(edge: Edge, pushed: FrameRange, open: (range: FrameRange) => EngineInverse): Overlay {
  const first = Math.max(edge.frames.first, pushed.first);
  const end = Math.min(edge.frames.end, pushed.end);
  let maker: EngineInverse | null = null;
  const parts: { readonly start: number; readonly samples: Numbers }[] = [];
  let at = 0;

  const keep = (samples: Numbers): void => {
    if (samples.length > 0) parts.push({ start: at, samples: samples.slice() });
    at += samples.length;
  };

  return {
    push(push, next, frames) {
      const from = Math.max(first, next);
      const to = Math.min(end, next + frames);
      if (to <= from) return;
      if (maker === null) {
        maker = open({ first, end });
        at = maker.start;
      }
      keep(push(maker, from - next, to - from));
      if (to === end) {
        keep(maker.flush());
        maker = null;
      }
    },
    cover(samples, start) {
      for (const part of parts) writeOver(samples, start, part.samples, part.start, edge.samples);
      while (parts.length > 0 && parts[0].start + parts[0].samples.length <= start + samples.length)
        parts.shift();
    },
  };
}

function writeOver(
  samples: Numbers,
  start: number,
  exact: Numbers,
  exactStart: number,
  wanted: SampleRange,
): void {
  const from = Math.max(start, exactStart, wanted.from);
  const to = Math.min(start + samples.length, exactStart + exact.length, wanted.to);
  if (to > from) samples.set(exact.subarray(from - exactStart, to - exactStart), from - start);
}
