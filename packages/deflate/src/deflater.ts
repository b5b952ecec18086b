/** A stream being deflated: what it is given goes on packed. */
export interface Deflater {
  push(bytes: Uint8Array): Promise<void>;
  /** Ends the stream. */
  end(): Promise<void>;
}

/** Deflates (RFC 1951, level 6) into `append`, in bounded memory. */
export async function createDeflater(append: (bytes: Uint8Array) => Promise<void>): Promise<Deflater> {
  const { Deflate } = await import("fflate");
  const out: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (piece) => out.push(piece));
  const flush = async (): Promise<void> => {
    for (const piece of out.splice(0)) await append(piece);
  };
  return {
    async push(bytes) {
      deflate.push(bytes.slice()); // it keeps what it is given, and the caller will write over it
      await flush();
    },
    async end() {
      deflate.push(new Uint8Array(0), true);
      await flush();
    },
  };
}
