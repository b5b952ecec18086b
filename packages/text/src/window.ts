import { type ByteSource, createBreath, FormatError, throwIfAborted } from "@unspectro/core/plugin";
import { type Scanner, TEXT_BYTES } from "./scanner.ts";

/** The part of a file that stands in a scanner's `text`. */
export interface Window {
  /** Place in `text` of the byte to go on from. */
  readonly at: number;
  /** One past the last byte of the file that stands in `text`. */
  readonly end: number;
  /** Whether the file ends there. */
  readonly last: boolean;
  /** Position in the file of a place in `text`. */
  position(at: number): number;
  /** Makes `position` the byte to go on from, without reading if it stands in `text` already. */
  seek(position: number): void;
  /** Drops what lies before `at` and reads on: at least a byte, at most `most` (default: as many as there is room for). */
  refill(at: number, most?: number, signal?: AbortSignal): Promise<void>;
  /** Whether `refill` could add to what stands from `at` on. */
  canGrow(at: number): boolean;
}

const BREATH_BYTES = 1 << 25;

/** A window on `bytes` that ends at byte `limit`. */
export function openWindow(bytes: ByteSource, scanner: Scanner, limit: number = bytes.size): Window {
  const breathe = createBreath(BREATH_BYTES);
  let base = 0;
  let at = 0;
  let end = 0;
  return {
    get at() {
      return at;
    },
    get end() {
      return end;
    },
    get last() {
      return base + end >= limit;
    },
    position: (place) => base + place,
    seek(position) {
      if (position >= base && position <= base + end) at = position - base;
      else {
        base = position;
        at = 0;
        end = 0;
      }
    },
    async refill(from, most = TEXT_BYTES, signal) {
      throwIfAborted(signal, bytes.name);
      const { text } = scanner;
      if (from > 0) {
        text.copyWithin(0, from, end);
        base += from;
        end -= from;
      }
      at = 0;
      const room = Math.min(TEXT_BYTES - end, limit - base - end, Math.max(most, 1));
      if (room <= 0) return;
      const answer = bytes.read(base + end, text.subarray(end, end + room), signal);
      const got = typeof answer === "number" ? answer : await answer;
      if (got === 0) {
        const where = `byte ${base + end}`;
        throw new FormatError("truncated", "the file ends before its length", { file: bytes.name, where });
      }
      end += got;
      const pause = breathe(got);
      if (pause !== undefined) await pause;
    },
    canGrow: (from) => end - from < TEXT_BYTES,
  };
}
