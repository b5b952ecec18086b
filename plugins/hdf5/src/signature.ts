import { type ByteSource, PROBE_BYTES } from "@unspectro/core/plugin";

/** What every HDF5 file holds at byte 0, or after a user block of 512, 1024, 2048... bytes (MATLAB writes text there). */
const SIGNATURE: readonly number[] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether the signature is where the format allows it, within the bytes given. */
export function hasSignature(head: Uint8Array): boolean {
  for (let at = 0; at + SIGNATURE.length <= head.length; at = at === 0 ? 512 : 2 * at)
    if (SIGNATURE.every((byte, i) => head[at + i] === byte)) return true;
  return false;
}

/** The same for a file, 8 bytes at a time. Longer user blocks than a probe would see are not looked for. */
export async function isHdf5(bytes: ByteSource): Promise<boolean> {
  const head = new Uint8Array(SIGNATURE.length);
  for (let at = 0; at < Math.min(bytes.size, PROBE_BYTES); at = at === 0 ? 512 : 2 * at) {
    const got = await bytes.read(at, head);
    if (got === head.length && hasSignature(head)) return true;
  }
  return false;
}
