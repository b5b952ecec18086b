import { type Reconstruction, type Resolution, reconstruct } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import type { OutputWishes } from "../options/output.ts";
import type { ReadingWishes } from "../options/reading.ts";
import type { ParallelSound } from "../parallel/blocks.ts";
import { elementsOf } from "../parallel/piece.ts";
import { usefulThreads } from "../parallel/useful.ts";
import type { Opened } from "./open.ts";

/** An inverse that is ready to give samples. */
export interface Inversion {
  readonly work: Reconstruction;
  /** The same on several threads, where they pay. */
  readonly parallel: ParallelSound | undefined;
}

/** What an inverse needs to be told. */
export interface InversionWishes {
  /** The files as they were named: threads open them again. */
  readonly names: readonly string[];
  readonly reading: ReadingWishes;
  readonly output: OutputWishes;
  readonly signal: AbortSignal;
  /** Called with the frames done so far. */
  readonly onProgress: (done: number) => void;
}

/** Prepares the inverse of an open pair: in the engine where it takes the convention, on several threads where they pay. */
export async function invert(
  { pair, plain }: Opened,
  resolution: Resolution,
  { names, reading, output, signal, onProgress }: InversionWishes,
): Promise<Inversion> {
  const synthesis = await synthesisWished(output.synthesis, resolution);
  const window = synthesis === undefined ? {} : { synthesis };
  const maker = output.engine === "core" ? {} : { maker: inverseFor(elementsOf(pair)) };
  const work = await reconstruct(pair, resolution.convention, { ...maker, ...window, signal, onProgress });
  const threads = output.threads ?? usefulThreads(work.frames * work.bins * work.channels);
  if (threads <= 1 || !plain || names.includes("-")) return { work, parallel: undefined };
  const { parallelSound } = await import("../parallel/blocks.ts");
  const { convention, precision } = work;
  const piece = { names, wishes: reading, convention, precision, engine: output.engine, ...window };
  return { work, parallel: parallelSound(work, piece, threads, onProgress) };
}

/** The synthesis window that was asked for. */
async function synthesisWished(
  wish: string | undefined,
  { convention }: Resolution,
): Promise<Float64Array | undefined> {
  if (wish === undefined) return undefined;
  const { synthesisFor } = await import("../input/synthesis.ts");
  return synthesisFor(wish, convention.geometry);
}
