import { FormatError } from "@unspectro/core/plugin";

/** The eight bytes every PNG begins with. */
export const SIGNATURE: readonly number[] = [137, 80, 78, 71, 13, 10, 26, 10];

/** 2^27 pixels: a spectrogram of hours, and at most 1 GiB of 16-bit RGBA while decoding. */
export const LARGEST_PICTURE: number = 2 ** 27;

/** What the header of a PNG says, without its pixels. */
export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
}

/**
 * Reads the IHDR chunk, which the PNG specification puts first.
 *
 * @throws FormatError `not-this-format`, `bad-header`, `unsupported` (larger than {@link LARGEST_PICTURE})
 */
export function readHeader(head: Uint8Array, file: string): PictureHeader {
  if (!SIGNATURE.every((byte, at) => head[at] === byte))
    throw new FormatError("not-this-format", "this is not a PNG picture", { file, where: "byte 0" });
  if (head.length < 33) throw new FormatError("truncated", "the picture ends inside its header", { file });
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (view.getUint32(12) !== 0x49484452 || width === 0 || height === 0)
    throw new FormatError("bad-header", "the picture's header is damaged", { file, where: "byte 8" });
  if (width * height > LARGEST_PICTURE)
    throw new FormatError("unsupported", "the picture is too large to be held in memory", {
      file,
      expected: `at most ${LARGEST_PICTURE} pixels`,
      found: `${width} x ${height}`,
      advice: "cut it into pieces along its time axis",
    });
  return { width, height, bitDepth: view.getUint8(24), colourType: view.getUint8(25) };
}
