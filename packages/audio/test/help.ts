import { readFileSync } from "node:fs";
import type { ByteSource } from "@unspectro/core/plugin";
import type { AudioSource } from "../src/index.ts";

/** Bytes in memory that answer at once, or later as a network does. */
export function memory(array: Uint8Array, answers: "at once" | "later" = "at once"): ByteSource {
  function read(position: number, into: Uint8Array): number {
    const part = array.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  }
  return {
    name: "test.wav",
    size: array.length,
    read: answers === "at once" ? read : async (position, into) => read(position, into),
    close() {},
  };
}

/** A sink into memory, with or without a seat to go back to. */
export function gather(seeks = true) {
  let bytes: number[] = [];
  return {
    name: "test.wav",
    write(part: Uint8Array) {
      for (const byte of part) bytes.push(byte);
    },
    ...(seeks
      ? {
          writeAt(position: number, part: Uint8Array) {
            while (bytes.length < position) bytes.push(0);
            bytes.splice(position, part.length, ...part);
          },
        }
      : {}),
    close() {},
    abort() {
      bytes = [];
    },
    bytes: () => Uint8Array.from(bytes),
  };
}

/** All samples of every channel. */
export async function samplesOf(audio: AudioSource): Promise<Float64Array[]> {
  const into = Array.from({ length: audio.channels }, () => new Float64Array(audio.frames));
  await audio.read(0, audio.frames, into);
  return into;
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}.wav`, import.meta.url)));
}

/** What SciPy reads from the fixtures. */
export const truth: { readonly sampleRate: number; readonly samples: Readonly<Record<string, number[][]>> } =
  JSON.parse(readFileSync(new URL("fixtures/samples.json", import.meta.url), "utf8"));
