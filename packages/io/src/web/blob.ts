import { type ByteSource, FormatError, IoError, type Scratch } from "@unspectro/core/plugin";

/**
 * The bytes of a Blob or File, read in ranges: a file of many gigabytes is never held whole.
 *
 * @param name what to call it; default: a File's own name
 */
export function fromBlob(blob: Blob, name?: string): ByteSource {
  const called = name ?? ("name" in blob && typeof blob.name === "string" ? blob.name : "blob");
  let open = true;
  return {
    name: called,
    size: blob.size,
    native: { kind: "blob", blob },
    async read(position, into, signal) {
      if (!open) throw new FormatError("closed", "the file was closed before this read", { file: called });
      if (signal?.aborted) {
        throw new FormatError("aborted", "stopped as asked", { file: called }, signal.reason);
      }
      const part = await slice(blob, position, position + into.length, called);
      into.set(part);
      return part.length;
    },
    close() {
      open = false;
    },
  };
}

/** The disk may have changed under a File since it was chosen; browsers then refuse to read it. */
async function slice(blob: Blob, start: number, end: number, file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const advice = "it may have changed or moved since it was chosen; choose it again";
    throw new IoError(
      "not-readable",
      "the browser can't read the file any more",
      { file, found, advice },
      cause,
    );
  }
}

/** Room for unpacked bytes in Blobs, which browsers keep on disk once they are large. */
export function blobScratch(): Scratch {
  return {
    create(name) {
      let gathered = new Blob([]);
      return {
        // A Blob copies what it is given, so the caller may reuse its memory.
        append(bytes) {
          gathered = new Blob([gathered, bytes as Uint8Array<ArrayBuffer>]);
        },
        finish: () => fromBlob(gathered, name),
        discard() {
          gathered = new Blob([]);
        },
      };
    },
  };
}
