import { readFileSync } from "node:fs";
import type { ByteSource, ElementType } from "@unspectro/core/plugin";

/** What a fixture holds, written down by the script that made it. */
export interface Truth {
  readonly file: string;
  /** Which array of the file; null where there is one. */
  readonly array: string | null;
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  readonly complex: boolean;
  readonly element: ElementType;
  readonly shape: readonly number[];
  readonly frameAxis: number;
  readonly data: readonly number[];
}

const folder = new URL("fixtures/", import.meta.url);

export const truth: Readonly<Record<string, Truth>> = JSON.parse(
  readFileSync(new URL("truth.json", folder), "utf8"),
);

export function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${file}.h5`, folder)));
}

/** Bytes that answer at once, or later. */
export function memory(
  array: Uint8Array,
  answers: "at once" | "later" = "at once",
  name = "test.h5",
): ByteSource {
  function read(position: number, into: Uint8Array): number {
    const part = array.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  }
  return {
    name,
    size: array.length,
    read: answers === "at once" ? read : async (position, into) => read(position, into),
    close() {},
  };
}
