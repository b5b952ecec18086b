import { readFileSync, truncateSync, writeFileSync } from "node:fs";

/** The header of a C-order .npy. Written by hand: the reader is what is tested. */
function npyHeader(descr: string, shape: readonly number[]): Buffer {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${list}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8];
  return Buffer.concat([Buffer.from(start), Buffer.from(header, "latin1")]);
}

/** Writes a float64 .npy of this shape, made by `value(i)`. */
export function writeNpy(path: string, shape: readonly number[], value: (index: number) => number): void {
  const count = shape.reduce((product, length) => product * length, 1);
  const data = Float64Array.from({ length: count }, (_, i) => value(i));
  writeFileSync(path, Buffer.concat([npyHeader("<f8", shape), Buffer.from(data.buffer)]));
}

/** Writes a float32 .npy of zeros that takes no room on the disk, however large. */
export function sparseNpy(path: string, shape: readonly number[]): void {
  const header = npyHeader("<f4", shape);
  writeFileSync(path, header);
  truncateSync(path, header.length + 4 * shape.reduce((product, length) => product * length, 1));
}

/** The samples of a WAV that this program wrote, per channel, and its rate. Float64 and 16-bit integers. */
export function readWav(path: string): { rate: number; channels: Float64Array[] } {
  const bytes = readFileSync(path);
  let at = 12;
  let format = { code: 0, channels: 0, rate: 0, bits: 0 };
  while (at + 8 <= bytes.length) {
    const id = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (id === "fmt ") {
      const code = bytes.readUInt16LE(body);
      format = {
        code: code === 0xfffe ? bytes.readUInt16LE(body + 24) : code,
        channels: bytes.readUInt16LE(body + 2),
        rate: bytes.readUInt32LE(body + 4),
        bits: bytes.readUInt16LE(body + 14),
      };
    }
    if (id === "data")
      return { rate: format.rate, channels: samplesOf(bytes.subarray(body, body + size), format) };
    at = body + size + (size % 2);
  }
  throw new Error(`${path} holds no samples`);
}

function samplesOf(
  data: Buffer,
  { code, channels, bits }: { code: number; channels: number; bits: number },
): Float64Array[] {
  const width = bits / 8;
  const count = Math.floor(data.length / (width * channels));
  return Array.from({ length: channels }, (_, channel) =>
    Float64Array.from({ length: count }, (_, i) => {
      const at = (i * channels + channel) * width;
      if (code === 3) return bits === 64 ? data.readDoubleLE(at) : data.readFloatLE(at);
      return data.readIntLE(at, width) / 2 ** (bits - 1);
    }),
  );
}

/** Signal to noise in decibels, over samples `from` to `to`. Infinite where they are the same. */
export function snr(
  truth: Float64Array,
  found: Float64Array,
  from = 0,
  to: number = Math.min(truth.length, found.length),
): number {
  let signal = 0;
  let noise = 0;
  for (let n = from; n < to; n++) {
    signal += truth[n]! ** 2;
    noise += (truth[n]! - found[n]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
