import type { WavPlace, WavSummary } from "@unspectro/audio";
import type { Convention, Numbers } from "@unspectro/core";
import type { Piece } from "@unspectro/engine";
import type { ReadingWishes } from "../options/reading.ts";

/** What a worker begins with: the files, as the user named them, and how they were made. */
export interface WorkerTask {
  readonly names: readonly string[];
  readonly wishes: ReadingWishes;
  /** The pair's own convention; the length is in it. */
  readonly convention: Convention;
  readonly precision: number;
  readonly synthesis?: Float64Array;
  readonly engine: "engine" | "core";
}

/** What a piece came to. */
export interface PieceSound {
  /** One array a channel; none where nobody wants them. */
  readonly samples: readonly Numbers[];
  readonly notFinite: number;
  /** What was put into the file. */
  readonly put?: WavSummary;
}

/** A piece to be made. */
export interface WorkerRequest {
  readonly piece: Piece;
  /** Arrays for its samples, one a channel, where some are at hand. */
  readonly room: readonly Numbers[];
  /** The file that its samples are to be put into. */
  readonly place: WavPlace | undefined;
  /** Whether the samples are to be given back. */
  readonly wanted: boolean;
}

/** The answer to a request. */
export type WorkerAnswer = { readonly done: PieceSound } | { readonly failed: Failure };

/** An error on its way between threads, which would keep neither its kind nor its facts. */
export type Failure = Readonly<Record<string, unknown>>;

export function packed(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  return {
    name,
    message,
    stack,
    ...("code" in error ? { code: error.code } : {}),
    ...("facts" in error ? { facts: error.facts } : {}),
  };
}

export function unpacked(failure: Failure): Error {
  return Object.assign(new Error(), failure);
}

export type { Piece };
