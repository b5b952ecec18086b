import { type ArrayToWrite, type ByteSink, FormatError, type WriteOptions } from "@unspectro/core/plugin";
import { encode } from "fast-png";
import { LARGEST_PICTURE } from "./header.ts";

/**
 * Writes one array of whole numbers as a grey picture, 8 or 16 bits a pixel.
 *
 * @throws FormatError `not-writable` for several arrays, complex data, or values that are no grey levels
 */
export async function writePicture(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  const [array] = arrays;
  if (array === undefined || arrays.length > 1 || array.source.complex || array.source.channels > 1)
    throw new FormatError("not-writable", "a picture holds one array of real numbers", {
      file: sink.name,
      advice: "write magnitudes and phases to a picture each",
    });
  const { source } = array;
  const element = options.element ?? source.element;
  if (element !== "uint8" && element !== "uint16")
    throw new FormatError("not-writable", "a grey picture holds whole numbers of 8 or 16 bits", {
      file: sink.name,
      expected: "uint8 or uint16",
      found: element,
    });
  if (source.frames * source.bins > LARGEST_PICTURE)
    throw new FormatError("not-writable", "the picture would be too large to be held in memory", {
      file: sink.name,
      expected: `at most ${LARGEST_PICTURE} pixels`,
      found: `${source.frames} x ${source.bins}`,
    });
  const white = element === "uint8" ? 255 : 65535;
  const columns = options.frameAxis === 1;
  const width = columns ? source.frames : source.bins;
  const height = columns ? source.bins : source.frames;
  const data = element === "uint8" ? new Uint8Array(width * height) : new Uint16Array(width * height);
  const block = new Float64Array(source.blockFrames * source.bins);
  const stopped = (): void => {
    if (options.signal?.aborted) throw new FormatError("aborted", "writing was stopped", { file: sink.name });
  };
  for (let start = 0; start < source.frames; ) {
    stopped();
    const count = await source.read(start, Math.min(source.blockFrames, source.frames - start), block);
    for (let i = 0; i < count * source.bins; i++) {
      const value = block[i];
      if (!Number.isInteger(value) || value < 0 || value > white)
        throw new FormatError("not-writable", "a value is no grey level", {
          file: sink.name,
          expected: `a whole number from 0 to ${white}`,
          found: String(value),
        });
      const frame = start + Math.floor(i / source.bins);
      const bin = i % source.bins;
      data[columns ? bin * width + frame : frame * width + bin] = value;
    }
    start += count;
    if (count === 0) break;
  }
  stopped();
  await sink.write(encode({ width, height, data, channels: 1, depth: element === "uint8" ? 8 : 16 }));
}
