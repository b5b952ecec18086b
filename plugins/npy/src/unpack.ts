import type { ByteSource, Scratch } from "@unspectro/core/plugin";
import { crc32, type Packed, unpack, unpackHead } from "@unspectro/deflate";
import { badZip, type ZipMember } from "./zip-directory.ts";

/**
 * Unpacks a deflated member once, so that it can be read in any order. Its size and CRC are checked on the way.
 * Closing the result frees it.
 *
 * @param deflated the member's bytes and nothing else
 * @throws FormatError `bad-header` when the data are not what the directory says, `unsupported` when they are too large
 * for memory and there is no scratch room, `aborted`
 */
export function unpackMember(
  deflated: ByteSource,
  member: ZipMember,
  scratch: Scratch | undefined,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const { name, size, crc } = member;
  const advice = "unpack the .npz first, or save with np.savez, which does not compress";
  const wanted = { name, size, sum: crc, checksum: crc32, scratch, advice };
  return unpack(packed(deflated, member), wanted, signal);
}

/** The first bytes of a deflated member, `count` of them or all there are. */
export function memberHead(
  deflated: ByteSource,
  member: ZipMember,
  count: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  return unpackHead(packed(deflated, member), Math.min(count, member.size), signal);
}

function packed(bytes: ByteSource, { name }: ZipMember): Packed {
  return { bytes, offset: 0, size: bytes.size, damaged: (found) => badZip(bytes, `${found} in ${name}`) };
}
