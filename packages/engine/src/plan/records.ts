import type { KernelMemory } from "./memory.ts";

/** The records of `assembly/records.ts`: the same fields in the same order, every one 4 bytes. */
const FFT = ["size", "order", "passes", "passCount", "inner", "chirp", "filter", "first", "second"] as const;

const STFT = [
  "size",
  "bins",
  "fft",
  "twist",
  "work",
  "spectrum",
  "time",
  "hop",
  "length",
  "analysis",
  "synthesis",
  "rotation",
  "rotationStep",
  "trash",
] as const;

const DECODE = [
  "bins",
  "complex",
  "amplitude",
  "amplitudeConstants",
  "clip",
  "angleConstants",
  "places",
  "factors",
  "stored",
  "notFinite",
] as const;

type RecordOf<Fields extends readonly string[]> = Readonly<Record<Fields[number], number>>;

/** Bytes of each record, as the kernel must see them too. */
export const RECORD_BYTES: Readonly<Record<"fft" | "stft" | "decode", number>> = {
  fft: 4 * FFT.length,
  stft: 4 * STFT.length,
  decode: 4 * DECODE.length,
};

export function writeFft(memory: KernelMemory, record: RecordOf<typeof FFT>): number {
  return memory.integers(FFT.map((field) => record[field]));
}

export function writeStft(memory: KernelMemory, record: RecordOf<typeof STFT>): number {
  return memory.integers(STFT.map((field) => record[field]));
}

export function writeDecode(memory: KernelMemory, record: RecordOf<typeof DECODE>): number {
  return memory.integers(DECODE.map((field) => record[field]));
}

/** Cells that the kernel found not to be finite so far. */
export function notFiniteOf(memory: KernelMemory, decode: number): number {
  return new Int32Array(memory.memory.buffer, decode, DECODE.length)[DECODE.indexOf("notFinite")];
}
