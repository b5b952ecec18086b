/**
 * Deflated data (RFC 1951) inside a file: unpacked once, checked, in bounded memory.
 *
 * @module
 */
export { adler32 } from "./checksums/adler32.ts";
export { crc32 } from "./checksums/crc32.ts";
export { createDeflater, type Deflater } from "./deflater.ts";
export type { Packed } from "./inflate.ts";
export { MEMORY_LIMIT, type Unpacked, unpack, unpackHead } from "./unpack.ts";
