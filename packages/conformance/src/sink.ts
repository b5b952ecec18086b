import {
  type ByteSink,
  type ByteSource,
  IoError,
  type Scratch,
  type ScratchFile,
} from "@unspectro/core/plugin";
import { watchedBytes } from "./bytes.ts";

/** Scratch room in memory that counts what is still held. */
export interface WatchedScratch extends Scratch {
  readonly held: () => number;
}

export function watchedScratch(): WatchedScratch {
  let held = 0;
  const free = (): (() => void) => {
    let done = false;
    held++;
    return () => {
      if (!done) held--;
      done = true;
    };
  };
  return {
    held: () => held,
    create(name): ScratchFile {
      const release = free();
      const collected = collector();
      return {
        append: (bytes) => collected.append(bytes),
        finish(): ByteSource {
          const bytes = watchedBytes(name, collected.content());
          return { name, size: bytes.size, read: bytes.read, close: release };
        },
        discard: release,
      };
    },
  };
}

/** A sink in memory that shows what it was asked. */
export interface WatchedSink extends ByteSink {
  content(): Uint8Array;
  readonly state: { closed: boolean; aborted: boolean };
}

/** @param full after how many bytes the disk is full */
export function watchedSink(name: string, full: number = Number.POSITIVE_INFINITY): WatchedSink {
  const collected = collector();
  const state = { closed: false, aborted: false };
  return {
    name,
    state,
    content: () => collected.content(),
    write(bytes) {
      if (collected.length() + bytes.length > full)
        throw new IoError("no-space", "the disk is full", { file: name });
      collected.append(bytes);
    },
    writeAt(position, bytes) {
      collected.replace(position, bytes);
    },
    close() {
      state.closed = true;
    },
    abort() {
      state.aborted = true;
    },
  };
}

interface Collector {
  append(bytes: Uint8Array): void;
  replace(position: number, bytes: Uint8Array): void;
  length(): number;
  content(): Uint8Array;
}

/** Bytes that grow. */
function collector(): Collector {
  let room = new Uint8Array(1024);
  let length = 0;
  const replace = (position: number, bytes: Uint8Array): void => {
    const end = position + bytes.length;
    if (end > room.length) {
      const larger = new Uint8Array(Math.max(end, 2 * room.length));
      larger.set(room);
      room = larger;
    }
    room.set(bytes, position);
    length = Math.max(length, end);
  };
  return {
    replace,
    append: (bytes) => replace(length, bytes),
    length: () => length,
    content: () => room.slice(0, length),
  };
}
