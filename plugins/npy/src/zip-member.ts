import { type ByteSource, FormatError, readExactly } from "@unspectro/core/plugin";
import { badZip, type ZipMember } from "./zip-directory.ts";

/**
 * The bytes of a member as they stand in the zip: the array itself where it is stored, the deflated stream where not.
 *
 * @throws FormatError `unsupported` for encryption and other methods, `bad-header`, `truncated`
 */
export async function memberBytes(
  bytes: ByteSource,
  member: ZipMember,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const { name, method, headerOffset, compressedSize, size } = member;
  const unsupported = (found: string, advice: string): FormatError =>
    new FormatError("unsupported", `${name} cannot be unpacked`, { file: bytes.name, found, advice });
  if (member.encrypted) throw unsupported("an encrypted file", "unpack it with its password first");
  if (method !== 0 && method !== 8)
    throw unsupported(`compression method ${method}`, "save it with np.savez or np.savez_compressed");
  if (method === 0 && size !== compressedSize)
    throw badZip(bytes, `${name} stored in ${compressedSize} of ${size} bytes`);
  if (headerOffset + 30 > bytes.size) throw badZip(bytes, `${name} at byte ${headerOffset}`);
  const header = new Uint8Array(30);
  await readExactly(bytes, headerOffset, header, signal);
  const view = new DataView(header.buffer);
  if (view.getUint32(0, true) !== 0x04034b50) throw badZip(bytes, `no ${name} at byte ${headerOffset}`);
  const start = headerOffset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + compressedSize > bytes.size) throw badZip(bytes, `${name} reaching past the end of the file`);
  return part(bytes, start, compressedSize);
}

/** A stretch of a source, which stays open when this closes. */
function part(bytes: ByteSource, start: number, size: number): ByteSource {
  return {
    name: bytes.name,
    size,
    read(position, into, signal) {
      const there = Math.max(0, Math.min(into.length, size - position));
      if (there === 0) return 0;
      return bytes.read(start + position, there === into.length ? into : into.subarray(0, there), signal);
    },
    close() {},
  };
}
