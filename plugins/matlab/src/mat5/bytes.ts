/** The tag of a data element, in little-endian order, as all that is written here. */
export function tag(type: number, size: number): Uint8Array {
  return words(type, size);
}

export function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of values.entries()) view.setUint32(4 * at, value, true);
  return bytes;
}

/** Data elements end at multiples of eight bytes. */
export function padded(size: number): number {
  return Math.ceil(size / 8) * 8;
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
