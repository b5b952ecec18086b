import {
  alignMagnitudes,
  alignPair,
  binMap,
  type Convention,
  type FramePair,
  frameDecoder,
  makeWindow,
  type StoredStream,
  scalingFactor,
} from "@unspectro/core";
import { amplitudeDecoder } from "@unspectro/retrieval";

/** Frames as the picture shows them: linear amplitudes of the half spectrum. */
export interface AmplitudeFrames {
  readonly frames: number;
  /** floor(N/2) + 1 */
  readonly bins: number;
  /** Frames that a read should ask for. */
  readonly blockFrames: number;
  /** Reads `count` frames from `first` on: `bins` amplitudes each. */
  read(first: number, count: number, into: Float32Array): Promise<void>;
}

/** Cells read at a time: few enough that a question never waits long. */
const BLOCK_CELLS = 1 << 18;

/** Opens the magnitudes of a pair, or the moduli of complex frames, under a convention. */
export function amplitudeFrames(pair: FramePair, convention: Convention): AmplitudeFrames {
  const complex = pair.magnitude.complex;
  const stream = complex ? alignPair(pair, convention) : alignMagnitudes(pair.magnitude, convention);
  const decode = complex ? complexDecoder(stream) : realDecoder(stream);
  const bins = Math.floor(convention.geometry.fftSize / 2) + 1;
  const most = Math.max(1, Math.floor(BLOCK_CELLS / stream.bins));
  const block = new Float64Array(most * stream.bins * (complex ? 2 : 1));
  let turn: Promise<void> = Promise.resolve();
  const read = async (first: number, count: number, into: Float32Array): Promise<void> => {
    for (let at = 0; at < count; at += most) {
      const take = Math.min(most, count - at);
      await stream.read(0, first + at, take, block, undefined);
      decode(block, take, into.subarray(at * bins));
    }
  };
  return {
    frames: stream.frames,
    bins,
    blockFrames: Math.min(most, Math.max(1, stream.blockFrames)),
    // One block of memory: reads take turns.
    read(first, count, into) {
      const reading = turn.then(() => read(first, count, into));
      turn = reading.catch(() => undefined);
      return reading;
    },
  };
}

type Decode = (block: Float64Array, count: number, into: Float32Array) => void;

function realDecoder({ convention }: StoredStream): Decode {
  const decoder = amplitudeDecoder(convention);
  const amplitudes = new Float64Array(decoder.bins);
  return (block, count, into) => {
    for (let i = 0; i < count; i++) {
      decoder.decode(block, i, amplitudes);
      into.set(amplitudes, i * decoder.bins);
    }
  };
}

function complexDecoder({ convention }: StoredStream): Decode {
  const scaling = scalingFactor(convention, makeWindow(convention.geometry.window));
  const decoder = frameDecoder(convention, binMap(convention, scaling));
  const bins = Math.floor(convention.geometry.fftSize / 2) + 1;
  const spectrum = new Float64Array(2 * bins);
  return (block, count, into) => {
    for (let i = 0; i < count; i++) {
      decoder.decode(block, undefined, i, spectrum);
      for (let k = 0; k < bins; k++) into[i * bins + k] = Math.hypot(spectrum[2 * k]!, spectrum[2 * k + 1]!);
    }
  };
}
