import { Worker } from "node:worker_threads";
import { together, type WavPlace, type WavSummary } from "@unspectro/audio";
import type { AudioBlock, Numbers, Reconstruction } from "@unspectro/core";
import { type Helper, inOrder, type Piece, piecesOf } from "@unspectro/engine";
import { wholeArrays } from "./piece.ts";
import {
  type PieceSound,
  unpacked,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerTask,
} from "./protocol.ts";

/** Cells of a piece, about: enough work to forget what beginning one costs, some megabytes of samples. */
const PIECE_CELLS = 1 << 22;

/** Audio that several threads make, and what they met. */
export interface ParallelSound {
  /**
   * Has it made. With a `place` the threads put the samples there themselves, and give them only if they are `wanted`:
   * else blocks come without.
   */
  blocks(place?: WavPlace, wanted?: boolean): AsyncGenerator<AudioBlock, void, undefined>;
  readonly notFinite: number;
  /** What was put into the place so far. */
  readonly put: WavSummary;
}

const NOTHING: WavSummary = { frames: 0, peak: 0, clipped: 0, notFinite: 0, dithered: 0 };

/** Has the pieces of a reconstruction made by `threads` threads; undefined where it must be done in one piece. */
export function parallelSound(
  work: Reconstruction,
  task: WorkerTask,
  threads: number,
  onProgress: (frames: number) => void,
): ParallelSound | undefined {
  const pieces = piecesOf(
    work.convention,
    { frames: work.frames, ...(task.synthesis === undefined ? {} : { synthesis: task.synthesis }) },
    Math.max(64, Math.min(Math.floor(PIECE_CELLS / work.bins), Math.ceil(work.frames / threads))),
  );
  if (pieces === null || pieces.length < 2) return undefined;
  let notFinite = 0;
  let put = NOTHING;
  return {
    async *blocks(place, wanted = true) {
      notFinite = 0;
      put = NOTHING;
      // What was written is filled anew: fresh memory costs a system more than a short copy.
      const spare: Numbers[][] = [];
      const workers = Array.from({ length: Math.min(threads, pieces.length) }, () =>
        helperOn(task, (piece) => ({ piece, room: spare.pop() ?? [], place, wanted })),
      );
      try {
        let done = 0;
        for await (const sound of inOrder(pieces, workers)) {
          const piece = pieces[done++]!;
          notFinite += sound.notFinite;
          if (sound.put !== undefined) put = together(put, sound.put);
          yield { start: piece.samples.from, samples: sound.samples };
          onProgress(piece.range.end);
          if (wanted) spare.push(wholeArrays(sound.samples));
        }
      } finally {
        await Promise.all(workers.map((worker) => worker.stop()));
      }
    },
    get notFinite() {
      return notFinite;
    },
    get put() {
      return put;
    },
  };
}

/** A thread that takes pieces. */
function helperOn(
  task: WorkerTask,
  requestFor: (piece: Piece) => WorkerRequest,
): Helper<Piece, PieceSound> & { stop(): Promise<unknown> } {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: task });
  return {
    run: (piece) =>
      new Promise((resolve, reject) => {
        worker.once("error", reject);
        worker.once("message", (answer: WorkerAnswer) => {
          worker.off("error", reject);
          if ("done" in answer) resolve(answer.done);
          else reject(unpacked(answer.failed));
        });
        const request = requestFor(piece);
        worker.postMessage(
          request,
          request.room.map(({ buffer }) => buffer as ArrayBuffer),
        );
      }),
    stop: () => worker.terminate(),
  };
}
