import type { Numbers } from "@unspectro/core";

/** Samples of a channel kept together. */
const CHUNK = 1 << 16;

/** Sound as it is made: kept outside of this worker's memory, read in any order. */
export interface Store {
  readonly length: number;
  readonly channels: number;
  /** Samples made so far. */
  readonly done: number;
  append(samples: readonly Numbers[], count: number): void;
  /** Samples from `start`, as they were kept: fewer than `count` where no more are there (yet). */
  read(start: number, count: number): Promise<Samples[]>;
}

/** Single precision is enough to be heard; what is to be written again is kept as it came. */
type Samples = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
type SampleArray = typeof Float32Array | typeof Float64Array;

/** Room for sound. Full chunks go into Blobs, which browsers put on disk when there are many. */
export function createStore(length: number, channels: number, Kind: SampleArray = Float32Array): Store {
  const width = Kind.BYTES_PER_ELEMENT;
  const chunks: Blob[] = [];
  let open = newChunk();
  let filled = 0;

  function newChunk(): Samples[] {
    return Array.from({ length: channels }, () => new Kind(CHUNK));
  }

  async function chunk(index: number): Promise<{ parts: Samples[]; count: number }> {
    const blob = chunks[index];
    if (blob === undefined) return { parts: open, count: filled };
    const bytes = await blob.arrayBuffer();
    return {
      parts: Array.from({ length: channels }, (_, c) => new Kind(bytes, width * c * CHUNK, CHUNK)),
      count: CHUNK,
    };
  }

  return {
    length,
    channels,
    get done() {
      return chunks.length * CHUNK + filled;
    },
    append(samples, count) {
      for (let at = 0; at < count; ) {
        const take = Math.min(CHUNK - filled, count - at);
        for (let c = 0; c < channels; c++) open[c]!.set(samples[c]!.subarray(at, at + take), filled);
        filled += take;
        at += take;
        if (filled === CHUNK) {
          chunks.push(new Blob(open));
          open = newChunk();
          filled = 0;
        }
      }
    },
    async read(start, count) {
      const there = Math.max(0, Math.min(count, chunks.length * CHUNK + filled - start));
      const out = Array.from({ length: channels }, () => new Kind(there));
      for (let at = 0; at < there; ) {
        const position = start + at;
        const { parts, count: inChunk } = await chunk(Math.floor(position / CHUNK));
        const offset = position % CHUNK;
        const take = Math.min(inChunk - offset, there - at);
        if (take <= 0) break;
        for (let c = 0; c < channels; c++) out[c]!.set(parts[c]!.subarray(offset, offset + take), at);
        at += take;
      }
      return out;
    },
  };
}

/** What one store has so far, over another that has all. */
export function overlaid(under: Store, over: Store): Store {
  return {
    ...under,
    get done() {
      return under.done;
    },
    async read(start, count) {
      const above = await over.read(start, count);
      const there = above[0]!.length;
      if (there === count) return above;
      const below = await under.read(start + there, count - there);
      return above.map((samples, c) => {
        const joined = new Float64Array(there + below[c]!.length);
        joined.set(samples);
        joined.set(below[c]!, there);
        return joined;
      });
    },
  };
}
