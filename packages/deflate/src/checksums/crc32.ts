let table: Uint32Array | undefined;

function tabulate(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
}

/** CRC-32 as zip has it (ISO 3309), continued from `before`, the CRC of what came earlier. */
export function crc32(bytes: Uint8Array, before = 0): number {
  table ??= tabulate();
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ table[(crc ^ bytes[at]) & 255];
  return ~crc >>> 0;
}
