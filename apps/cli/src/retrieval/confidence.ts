import { alignMagnitudes, binMap, type Convention } from "@unspectro/core";
import { DataError, type FrameSource } from "@unspectro/core/plugin";

/** How far each cell's phase is to be believed, from a file as large as the magnitudes. */
interface ConfidenceFile {
  readonly source: FrameSource;
  readonly convention: Convention;
  readonly frames: number;
  /** Of the half spectrum. */
  readonly bins: number;
  /** Of the magnitudes; a file of one channel speaks for all. */
  readonly channels: number;
}

/** How far each phase of a channel is to be believed, as mending asks for it. */
export function confidenceIn(
  source: FrameSource,
  convention: Convention,
  { frames, channels }: { readonly frames: number; readonly channels: number },
): (channel: number) => Promise<Float64Array> {
  const bins = Math.floor(convention.geometry.fftSize / 2) + 1;
  return (channel) => readConfidence({ source, convention, frames, bins, channels }, channel);
}

/**
 * A channel's confidence, frames x bins of the half spectrum. Bins that are stored twice are believed as far as the lesser
 * of both; bins that are not stored are believed, for they are known to be silent.
 *
 * @throws DataError `mismatched-pair` for another shape or numbers outside 0 .. 1; FormatError
 */
async function readConfidence(file: ConfidenceFile, channel: number): Promise<Float64Array> {
  const { source, convention, frames, bins, channels } = file;
  const stored = alignMagnitudes(source, convention);
  if (stored.frames !== frames || (stored.channels !== 1 && stored.channels !== channels)) {
    throw new DataError("mismatched-pair", "the confidence is not of these magnitudes", {
      file: source.name,
      expected: `${frames} frames, one channel or ${channels}`,
      found: `${stored.frames} frames, channels: ${stored.channels}`,
    });
  }
  const { bin } = binMap(convention, 1);
  const width = bin.length;
  const numbers = new Float64Array(frames * width);
  await stored.read(stored.channels === 1 ? 0 : channel, 0, frames, numbers, undefined);
  const confidence = new Float64Array(frames * bins).fill(1);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (!(value >= 0 && value <= 1)) throw outside(source, value, Math.floor(i / width), i % width);
    const at = Math.floor(i / width) * bins + bin[i % width]!;
    confidence[at] = Math.min(confidence[at]!, value);
  }
  return confidence;
}

function outside(source: FrameSource, value: number, frame: number, row: number): DataError {
  return new DataError("mismatched-pair", "what is no number from 0 to 1 is no confidence", {
    file: source.name,
    where: `frame ${frame}, bin ${row}`,
    expected: "0 (not at all) to 1 (wholly)",
    found: `${value}`,
  });
}
