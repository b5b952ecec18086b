import { decode, FormatError, readExactly, stridedSource, throwIfAborted } from "@unspectro/core/plugin";

// A made-up format, as a C program would write it:
//   4 bytes "GRAM", int32 frames, int32 bins, then frames x bins float32, all low byte first.
const HEADER = 12;

/** @param {Uint8Array} head */
const isGram = (head) => [0x47, 0x52, 0x41, 0x4d].every((byte, at) => head[at] === byte);

/** @param {import("@unspectro/core/plugin").ByteSource} bytes */
async function readHeader(bytes, signal) {
  throwIfAborted(signal, bytes.name);
  const head = new Uint8Array(HEADER);
  // Throws FormatError `truncated` where the file is shorter: a short read never becomes zeros.
  await readExactly(bytes, 0, head, signal);
  if (!isGram(head))
    throw new FormatError("not-this-format", "this is no gram", {
      file: bytes.name,
      expected: "GRAM at byte 0",
    });
  const shape = new Float64Array(2);
  decode(head, 4, 2, { element: "int32", littleEndian: true }, shape);
  return [...shape];
}

/** @type {import("@unspectro/core/plugin").FormatPlugin} */
export const gram = {
  id: "gram",
  title: "a made-up format (.gram)",
  extensions: ["gram"],
  probe: (head) => (isGram(head) ? 1 : 0),
  async list(bytes, options) {
    return [
      { name: "", shape: await readHeader(bytes, options?.signal), element: "float32", complex: false },
    ];
  },
  async open(bytes, options) {
    const shape = await readHeader(bytes, options?.signal);
    // Holds the shape against the size of the file, then reads any frames in any order.
    return stridedSource({
      format: "gram",
      name: bytes.name,
      bytes,
      offset: HEADER,
      element: "float32",
      littleEndian: true,
      shape,
      order: "rows",
    });
  },
};
