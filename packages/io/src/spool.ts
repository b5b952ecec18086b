import type { ByteSource, Scratch } from "@unspectro/core/plugin";

/** Copies a stream (standard input, a pipe, a download) into scratch room, so that it can be read in any order. */
export async function spool(
  stream: AsyncIterable<Uint8Array>,
  scratch: Scratch,
  name: string,
): Promise<ByteSource> {
  const file = await scratch.create(name);
  try {
    for await (const bytes of stream) await file.append(bytes);
    return await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
