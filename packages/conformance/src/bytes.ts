import { type ByteSource, FormatError, IoError, type MaybePromise } from "@unspectro/core/plugin";

/** What passed through a watched source. */
export interface Traffic {
  reads: number;
  bytes: number;
  /** Reads that have not been answered. */
  pending: number;
  closes: number;
}

/** A source that keeps account. */
export interface WatchedBytes extends ByteSource {
  readonly traffic: Traffic;
}

/** How a source answers, and where it fails. */
export interface Faults {
  /** `at-once`; `later`: after a task; `shuffled`: later, and not in the order asked; `mixed`: at once or later. */
  readonly answers?: "at-once" | "later" | "shuffled" | "mixed";
  /** The file lost its end after its size was taken: reads past here come back short. */
  readonly endsAt?: number;
  /** The read with this number fails as a disk does. */
  readonly failsAt?: number;
}

/** The content as a file that a reader can be given, with faults on demand. */
export function watchedBytes(name: string, content: Uint8Array, faults: Faults = {}): WatchedBytes {
  const traffic: Traffic = { reads: 0, bytes: 0, pending: 0, closes: 0 };
  const end = Math.min(content.length, faults.endsAt ?? content.length);

  const answer = (position: number, into: Uint8Array): number => {
    const piece = content.subarray(Math.min(position, end), Math.min(position + into.length, end));
    into.set(piece);
    traffic.bytes += piece.length;
    return piece.length;
  };
  const wait = (index: number): number | undefined => {
    if (faults.answers === "later") return 0;
    if (faults.answers === "shuffled") return (index * 7) % 5;
    return faults.answers === "mixed" && index % 2 === 1 ? 0 : undefined;
  };
  return {
    name,
    size: content.length,
    traffic,
    read(position, into, signal): MaybePromise<number> {
      const index = traffic.reads++;
      if (signal?.aborted) throw stopped(name);
      if (index === faults.failsAt)
        throw new IoError("not-readable", "the disk failed", { file: name, where: `byte ${position}` });
      const turns = wait(index);
      if (turns === undefined) return answer(position, into);
      traffic.pending++;
      return tasks(turns + 1).then(() => {
        traffic.pending--;
        if (signal?.aborted) throw stopped(name);
        return answer(position, into);
      });
    },
    close() {
      traffic.closes++;
    },
  };
}

function stopped(file: string): FormatError {
  return new FormatError("aborted", "reading was stopped", { file });
}

/** Lets other work go first, this many times. */
export async function tasks(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });
}
