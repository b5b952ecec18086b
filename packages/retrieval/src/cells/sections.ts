import type { SampleRange } from "@unspectro/core";

/** Frames that are mended together. */
export interface Section {
  /** First frame (included) and last (excluded). */
  readonly first: number;
  readonly end: number;
  /** The audio's sample at which the first frame's buffer begins. */
  readonly from: number;
  /** Samples that are this section's: all follow one another without gap. */
  readonly own: SampleRange;
  /** The part of them that as many frames cover as anywhere; the rest, at a circular file's ends, is not mended. */
  readonly sure: SampleRange;
  /** The first sample that sections after this one need. */
  readonly needed: number;
}

/** Where frames lie, and what bounds a section. */
export interface Placed {
  /** The sample at which frame 0's buffer begins. */
  readonly start: number;
  readonly hop: number;
  readonly fftSize: number;
  readonly bins: number;
  readonly frames: number;
  /** Samples of the audio. */
  readonly length: number;
  /** Whether frames that reach beyond one end of the audio see the other end. */
  readonly circular: boolean;
}

/** Cells of a section, about: some forty megabytes with all that mending needs. */
const CELLS = 1 << 18;
/** Buffers that a section sees of its neighbours, to each side, and the least it has of its own. */
const HALO = 2;
const OWN = 4;

/** Cuts frames into sections. */
export function* sectionsOf({
  start,
  hop,
  fftSize,
  bins,
  frames,
  length,
  circular,
}: Placed): Generator<Section> {
  const overlap = Math.ceil(fftSize / hop);
  const step = Math.max(OWN * overlap, Math.floor(CELLS / bins));
  const lowest = circular ? Math.max(0, Math.ceil(-start / hop)) : 0;
  const highest = circular ? Math.min(frames, Math.floor((length - fftSize - start) / hop) + 1) : frames;
  const sample = (frame: number): number => start + frame * hop;
  const within = circular
    ? { from: sample(lowest) + fftSize, to: sample(highest - 1) }
    : { from: 0, to: length };
  let from = 0;
  for (let frame = 0; frame < frames; frame += step) {
    const next = frame + step;
    const first = Math.max(lowest, frame - HALO * overlap);
    const end = Math.max(first, Math.min(highest, next + HALO * overlap));
    const to =
      next >= frames ? length : Math.max(from, Math.min(length, sample(next) + Math.floor(fftSize / 2)));
    const reach = { from: sample(first), to: sample(end - 1) + fftSize };
    const sure = common(common({ from, to }, within), reach);
    yield { first, end, from: sample(first), own: { from, to }, sure, needed: sample(next - HALO * overlap) };
    from = to;
  }
}

/** What two ranges share; empty where they share nothing. */
function common(a: SampleRange, b: SampleRange): SampleRange {
  const from = Math.max(a.from, b.from);
  return { from, to: Math.max(from, Math.min(a.to, b.to)) };
}
