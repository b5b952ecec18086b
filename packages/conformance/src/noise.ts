/** Random numbers that are the same each time: 32 bits, uniform (mulberry32). */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function noiseBytes(length: number, seed: number): Uint8Array {
  const next = noise(seed);
  return Uint8Array.from({ length }, () => next() >>> 24);
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function marked(mark: readonly number[], length: number): Uint8Array {
  const bytes = noiseBytes(length, mark.length + length);
  bytes.set(mark);
  return bytes;
}

/** Beginnings of files of other kinds, which a probe must not claim unless it reads them. */
export const strangers: Readonly<Record<string, Uint8Array>> = {
  csv: text("0.5,1.25,3\n0.25,2.5,4\n1,2,3\n"),
  columns: text(" 1.00000000e+00 2.00000000e+00\n 3.00000000e+00 4.00000000e+00\n"),
  octave: text("# Created by Octave 7.3.0\n# name: S\n# type: matrix\n# rows: 1\n# columns: 2\n 1 2\n"),
  json: text('{"magnitude": [[1, 2], [3, 4]]}\n'),
  prose: text("This is a letter. It has no numbers in it; it has words, and they mean something else.\n"),
  html: text("<!doctype html><html><head><title>Not found</title></head><body>404</body></html>\n"),
  npy: text("\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }").map(
    (byte, at) => (at === 0 ? 0x93 : byte),
  ),
  zip: marked([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0], 256),
  gzip: marked([0x1f, 0x8b, 8, 0], 256),
  hdf5: marked([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 512),
  mat: text(`${"MATLAB 5.0 MAT-file, Platform: GLNXA64".padEnd(124)}\x00\x01IM`),
  png: marked([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], 256),
  jpeg: marked([0xff, 0xd8, 0xff, 0xe0], 256),
  pdf: text("%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
  wav: marked([0x52, 0x49, 0x46, 0x46, 36, 1, 0, 0, 0x57, 0x41, 0x56, 0x45, 0x66, 0x6d, 0x74, 0x20], 256),
  pickle: marked([0x80, 4, 0x95], 256),
  elf: marked([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], 256),
};
