const MODULUS = 65521;
/** Sums of so many bytes stay below 2^32. */
const RUN = 3800;

/** The checksum of zlib streams (RFC 1950), continued from `sum`, that of what came earlier. */
export function adler32(bytes: Uint8Array, sum = 1): number {
  let a = sum & 0xffff;
  let b = sum >>> 16;
  for (let start = 0; start < bytes.length; start += RUN) {
    const end = Math.min(start + RUN, bytes.length);
    for (let at = start; at < end; at++) {
      a += bytes[at];
      b += a;
    }
    a %= MODULUS;
    b %= MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
