import {
  type ByteSource,
  FormatError,
  type MaybePromise,
  type Numbers,
  readExactly,
} from "@unspectro/core/plugin";
import { sampleFormats } from "../format.ts";
import { findChunks, type WavChunks } from "./chunks.ts";
import { decode } from "./decode.ts";
import { describe, type SampleDescription } from "./describe.ts";

/** Sound in a file: read in any order, at full scale 1. */
export interface AudioSource extends SampleDescription {
  readonly name: string;
  readonly container: WavChunks["container"];
  /** Samples of each channel. */
  readonly frames: number;
  /** What was odd about the file, in words. */
  readonly notes: readonly string[];
  /**
   * Reads `count` samples of every channel from sample `start` on into the beginning of `into[channel]`, and answers
   * how many it gave: fewer than `count` only past the end. Integers come divided by 2^(bits-1).
   *
   * @throws RangeError when `into` has too few channels or too little room; FormatError `truncated`, `aborted`
   */
  read(start: number, count: number, into: readonly Numbers[], signal?: AbortSignal): MaybePromise<number>;
}

/** Bytes decoded at a time: several fit in a cache, a call costs little. */
const BLOCK_BYTES = 1 << 18;

/** Whether the first bytes of a file are a WAV's, in any of its containers. */
export function isWav(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 12));
  return /^(RIFF|RIFX|RF64|BW64)[\s\S]{4}WAVE/.test(text);
}

/**
 * Opens a WAV file: RIFF, RIFX, RF64 or BW64; integers of 8 to 32 bits and floats of 32 or 64; any number of channels;
 * any size. A length left open by a stream, or cut short, is measured, and noted.
 *
 * The source does not own `bytes`: whoever opened them closes them.
 *
 * @throws FormatError `not-this-format`, `bad-header`, `unsupported`, `truncated`
 */
export async function openWav(bytes: ByteSource): Promise<AudioSource> {
  const chunks = await findChunks(bytes);
  const description = describe(chunks.format, chunks.littleEndian, bytes.name);
  const { channels, format } = description;
  const frameBytes = sampleFormats[format].bytes * channels;
  const frames = Math.floor(chunks.dataBytes / frameBytes);
  const blockFrames = Math.max(1, Math.floor(BLOCK_BYTES / frameBytes));

  function read(
    start: number,
    count: number,
    into: readonly Numbers[],
    signal?: AbortSignal,
  ): MaybePromise<number> {
    const wanted = Math.max(0, Math.min(count, frames - start));
    check(into, channels, wanted);
    const memory = new Uint8Array(Math.min(wanted, blockFrames) * frameBytes);
    function from(done: number): MaybePromise<number> {
      for (let at = done; at < wanted; at += blockFrames) {
        if (signal?.aborted) {
          throw new FormatError("aborted", "stopped as asked", { file: bytes.name }, signal.reason);
        }
        const now = Math.min(blockFrames, wanted - at);
        const block = memory.subarray(0, now * frameBytes);
        const arriving = readExactly(bytes, chunks.dataStart + (start + at) * frameBytes, block, signal);
        if (arriving instanceof Promise) {
          return arriving.then(() => {
            decode(block, now, format, chunks.littleEndian, into, at);
            return from(at + now);
          });
        }
        decode(block, now, format, chunks.littleEndian, into, at);
      }
      return wanted;
    }
    return from(0);
  }
  const { container, notes } = chunks;
  return { name: bytes.name, container, notes, frames, ...description, read };
}

function check(into: readonly Numbers[], channels: number, count: number): void {
  if (into.length !== channels || into.some((channel) => channel.length < count)) {
    throw new RangeError(`read needs ${channels} arrays of at least ${count} numbers`);
  }
}
