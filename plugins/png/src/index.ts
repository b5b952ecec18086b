/**
 * Pictures of spectrograms (PNG) as arrays.
 *
 * @module
 */
import { type ByteSource, type FormatPlugin, type OpenOptions, readExactly } from "@unspectro/core/plugin";
import { readHeader, SIGNATURE } from "./header.ts";

/**
 * The PNG reader: 8 and 16 bits, grey, coloured or with a palette. Colours are inverted through the map they come
 * from (`picture.colourMap` of the options, or found), margins and axes cut away on demand (`picture.crop`). A
 * picture is decoded whole, 2^27 pixels at most. Also writes grey pictures.
 *
 * @example
 * ```ts
 * import { png } from "@unspectro/png";
 *
 * console.log(png.probe(Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), "spectrogram")); // 1
 * ```
 */
export const png: FormatPlugin = {
  id: "png",
  title: "picture of a spectrogram (.png)",
  extensions: ["png"],
  probe: (head) => (SIGNATURE.every((byte, at) => head[at] === byte) ? 1 : 0),
  async list(bytes, options) {
    const head = new Uint8Array(Math.min(33, bytes.size));
    await readExactly(bytes, 0, head, options?.signal);
    const { width, height, bitDepth, colourType } = readHeader(head, bytes.name);
    const element =
      colourType === 2 || colourType === 3 || colourType === 6
        ? "float32"
        : bitDepth === 16
          ? "uint16"
          : "uint8";
    return [{ name: "", shape: [height, width], element, complex: false }];
  },
  async open(bytes: ByteSource, options: OpenOptions = {}) {
    const head = new Uint8Array(Math.min(33, bytes.size));
    await readExactly(bytes, 0, head, options.signal);
    readHeader(head, bytes.name);
    const all = new Uint8Array(bytes.size);
    await readExactly(bytes, 0, all, options.signal);
    const [{ decodePicture }, { pictureSource }] = await Promise.all([
      import("./picture.ts"),
      import("./source.ts"),
    ]);
    return pictureSource(decodePicture(all, bytes.name), options.picture ?? {}, bytes.name);
  },
  async write(arrays, sink, options) {
    const { writePicture } = await import("./write.ts");
    await writePicture(arrays, sink, options);
  },
};
