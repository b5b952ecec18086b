import { FormatError } from "@unspectro/core/plugin";
import { convertIndexedToRgb, decode } from "fast-png";
import { Inflate } from "fflate";
import { type PictureHeader, readHeader } from "./header.ts";

/** Pixels of a decoded picture, row after row: one number each where `grey`, else red, green, blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
  /** The largest value a sample can take: 255 or 65535. */
  readonly white: number;
  readonly samples: Uint8Array | Uint16Array;
}

/**
 * Decodes a whole PNG; transparency is dropped, palettes are looked up.
 *
 * @throws FormatError `bad-header`, `truncated`, `unsupported`
 */
export function decodePicture(bytes: Uint8Array, file: string): Picture {
  const header = readHeader(bytes, file);
  boundInflation(bytes, header, file);
  let png: ReturnType<typeof decode>;
  try {
    png = decode(bytes, { checkCrc: true });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError("truncated", "the picture cannot be decoded", { file, found }, cause);
  }
  const { width, height } = png;
  const palette = png.palette !== undefined;
  const data = palette ? convertIndexedToRgb(png) : png.depth < 8 ? unpack(png) : png.data;
  const channels = palette ? data.length / (width * height) : png.channels;
  if (data.length < width * height * channels)
    throw new FormatError("truncated", "the picture has fewer pixels than its header says", { file });
  return dropAlpha(data, width, height, channels);
}

/** Keeps colour samples only, and one sample a pixel where red, green and blue agree everywhere. */
function dropAlpha(data: ArrayLike<number>, width: number, height: number, channels: number): Picture {
  const white = data instanceof Uint16Array ? 65535 : 255;
  const make = (count: number) => (white === 255 ? new Uint8Array(count) : new Uint16Array(count));
  const pixels = width * height;
  let grey = channels < 3;
  if (!grey) {
    grey = true;
    for (let i = 0; i < pixels && grey; i++)
      grey = data[channels * i] === data[channels * i + 1] && data[channels * i] === data[channels * i + 2];
  }
  const kept = grey ? 1 : 3;
  const samples = make(kept * pixels);
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < kept; c++) samples[kept * i + c] = data[channels * i + c];
  return { width, height, grey, white, samples };
}

/** Grey of 1, 2 or 4 bits, packed from the high bits down, spread to 0 .. 255. */
function unpack(png: { width: number; height: number; depth: number; data: ArrayLike<number> }): Uint8Array {
  const { width, height, depth, data } = png;
  const out = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const largest = 2 ** depth - 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const shift = 8 - depth - (bit & 7);
      out[y * width + x] = (((data[y * rowBytes + (bit >> 3)] >> shift) & largest) * 255) / largest;
    }
  return out;
}

const SAMPLES_PER_PIXEL: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A small file can inflate to anything (deflate reaches 1032:1), so count before a decoder collects it. */
function boundInflation(bytes: Uint8Array, header: PictureHeader, file: string): void {
  const perPixel = SAMPLES_PER_PIXEL[header.colourType];
  if (perPixel === undefined)
    throw new FormatError("bad-header", "the picture's colour type is none of PNG's", {
      file,
      found: String(header.colourType),
    });
  const rowBytes = Math.ceil((header.width * perPixel * header.bitDepth) / 8) + 1;
  const limit = 2 * header.height * (rowBytes + 8) + 1024; // interlacing adds rows and filter bytes
  let inflated = 0;
  const counter = new Inflate((chunk) => {
    inflated += chunk.length;
    if (inflated > limit)
      throw new FormatError("bad-header", "the picture unpacks to more than its header says", {
        file,
        expected: `${header.width} x ${header.height} pixels`,
      });
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let first = true;
  try {
    for (let at = 8; at + 12 <= bytes.length; ) {
      const length = view.getUint32(at);
      if (view.getUint32(at + 4) === 0x49444154) {
        const from = at + 8 + (first ? 2 : 0); // zlib's two header bytes
        for (let piece = from; piece < at + 8 + length; piece += 16384)
          counter.push(bytes.subarray(piece, Math.min(piece + 16384, at + 8 + length)));
        first = false;
      }
      at += 12 + length;
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    // Damaged deflate data: the decoder says so, with its own words.
  }
}
