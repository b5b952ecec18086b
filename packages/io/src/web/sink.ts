import type { ByteSink } from "@unspectro/core/plugin";

/** A sink whose output is a Blob. */
export interface BlobSink extends ByteSink {
  /** Everything written; whole after `close`. */
  blob(): Blob;
}

/** Bytes held as an array before they go into the Blob: many tiny parts would make it slow. */
const PART_BYTES = 1 << 20;

/**
 * Gathers output as a Blob, to be played or offered for download; it can seek. The browser decides where a large Blob
 * lies, usually on disk.
 *
 * @param type the media type of the Blob, such as `audio/wav`
 */
export function blobSink(name: string, type = "application/octet-stream"): BlobSink {
  let whole = new Blob([], { type });
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  function gather(): void {
    if (filled === 0) return;
    whole = new Blob([whole, part.subarray(0, filled)], { type });
    filled = 0;
  }
  return {
    name,
    write(bytes) {
      if (filled + bytes.length > part.length) gather();
      if (bytes.length > part.length) {
        whole = new Blob([whole, bytes as Uint8Array<ArrayBuffer>], { type });
        return;
      }
      part.set(bytes, filled);
      filled += bytes.length;
    },
    writeAt(position, bytes) {
      gather();
      const gap = Math.max(0, position - whole.size);
      const before = [whole.slice(0, position), new Uint8Array(gap)];
      const after = whole.slice(position + bytes.length);
      whole = new Blob([...before, bytes as Uint8Array<ArrayBuffer>, after], { type });
    },
    close: gather,
    abort() {
      whole = new Blob([], { type });
      part = new Uint8Array(0);
      filled = 0;
    },
    blob() {
      gather();
      return whole;
    },
  };
}
