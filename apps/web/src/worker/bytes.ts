import type { ByteSource } from "@unspectro/core/plugin";
import { bytesFromArray } from "@unspectro/io";
import { fromBlob } from "@unspectro/io/web";

/** Files up to this size, in bytes, are read at once: every range of a File is a question to another process. */
const SMALL = 1 << 24;

/**
 * The bytes of a file: small ones in memory, large ones in ranges.
 *
 * @throws IoError for a file that has changed or moved since it was chosen
 */
export async function bytesOf(file: File): Promise<ByteSource> {
  const ranges = fromBlob(file);
  if (file.size > SMALL) return ranges;
  const all = new Uint8Array(file.size);
  await ranges.read(0, all);
  return bytesFromArray(all, file.name);
}
