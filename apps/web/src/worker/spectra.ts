import {
  alignPair,
  binMap,
  type Convention,
  type FramePair,
  frameDecoder,
  makeWindow,
  scalingFactor,
} from "@unspectro/core";
import { matrixAxes } from "@unspectro/core/plugin";

/** Frames as complex numbers of the half spectrum. */
export interface Spectra {
  readonly frames: number;
  /** floor(N/2) + 1 */
  readonly bins: number;
  /** Decodes `count` frames from `first` on; `each` is given the same memory every time, real and imaginary in turn. */
  read(first: number, count: number, each: Each): Promise<void>;
}

type Each = (spectrum: Float64Array, index: number) => void;

/** Frames read at once where each lies scattered over the whole file: as many of them cost hardly more than one. */
const STRIP = 2048;

/** Opens magnitudes with phases, or complex frames, under a convention. What was read last is near at hand. */
export function spectraOf(pair: FramePair, convention: Convention): Spectra {
  const stream = alignPair(pair, convention);
  const scaling = scalingFactor(convention, makeWindow(convention.geometry.window));
  const decoder = frameDecoder(stream.convention, binMap(stream.convention, scaling));
  const bins = Math.floor(convention.geometry.fftSize / 2) + 1;
  const spectrum = new Float64Array(2 * bins);
  const strip = isAcross(pair, convention) ? STRIP : 1;
  let magnitude = new Float64Array(0);
  let phase: Float64Array | undefined;
  /** The frames in memory. */
  let held = { first: 0, end: 0 };
  let turn: Promise<void> = Promise.resolve();

  function makeRoom(count: number): void {
    const cells = count * stream.bins;
    if (magnitude.length >= cells) return;
    magnitude = new Float64Array(cells * (stream.complex ? 2 : 1));
    phase = stream.complex ? undefined : new Float64Array(cells);
  }

  async function hold(from: number, to: number): Promise<void> {
    if (from >= held.first && to <= held.end) return;
    const first = Math.floor(from / strip) * strip;
    const end = Math.min(stream.frames, Math.ceil(to / strip) * strip);
    held = { first: 0, end: 0 };
    makeRoom(end - first);
    await stream.read(0, first, end - first, magnitude, phase);
    held = { first, end };
  }

  async function read(first: number, count: number, each: Each): Promise<void> {
    const end = Math.min(first + count, stream.frames);
    if (end <= first) return;
    await hold(first, end);
    for (let frame = first; frame < end; frame++) {
      decoder.decode(magnitude, phase, frame - held.first, spectrum);
      each(spectrum, frame - first);
    }
  }

  return {
    frames: stream.frames,
    bins,
    // One block of memory: reads take turns.
    read(first, count, each) {
      const reading = turn.then(() => read(first, count, each));
      turn = reading.catch(() => undefined);
      return reading;
    },
  };
}

/** Whether the bins of a frame lie far from each other in the file. */
function isAcross({ magnitude }: FramePair, { layout }: Convention): boolean {
  const [rows, columns] = matrixAxes(magnitude);
  return magnitude.frameAxis !== (layout.frames === "columns" ? columns : rows);
}
