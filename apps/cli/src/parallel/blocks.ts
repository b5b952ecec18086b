import { Worker } from "node:worker_threads";
import type { AudioBlock, Reconstruction } from "@unspectro/core";
import { type Helper, inOrder, type Piece, piecesOf } from "@unspectro/engine";
import { type PieceSound, unpacked, type WorkerAnswer, type WorkerTask } from "./protocol.ts";

/** Cells of a piece, about: some tens of milliseconds of work, some megabytes of samples. */
const PIECE_CELLS = 1 << 21;

/** Audio that several threads make, and what they met. */
export interface ParallelSound {
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  readonly notFinite: number;
}

/** Has the pieces of a reconstruction made by `threads` threads; undefined where it must be done in one piece. */
export function parallelSound(
  work: Reconstruction,
  task: WorkerTask,
  threads: number,
  onProgress: (frames: number) => void,
): ParallelSound | undefined {
  const pieceFrames = Math.max(64, Math.floor(PIECE_CELLS / work.bins));
  const pieces = piecesOf(
    work.convention,
    { frames: work.frames, ...(task.synthesis === undefined ? {} : { synthesis: task.synthesis }) },
    pieceFrames,
  );
  if (pieces === null || pieces.length < 2) return undefined;
  let notFinite = 0;
  return {
    async *blocks() {
      notFinite = 0;
      const workers = Array.from({ length: Math.min(threads, pieces.length) }, () => helperOn(task));
      try {
        let done = 0;
        for await (const sound of inOrder(pieces, workers)) {
          const piece = pieces[done++]!;
          notFinite += sound.notFinite;
          yield { start: piece.samples.from, samples: sound.samples };
          onProgress(piece.range.end);
        }
      } finally {
        await Promise.all(workers.map((worker) => worker.stop()));
      }
    },
    get notFinite() {
      return notFinite;
    },
  };
}

/** A thread that takes pieces. */
function helperOn(task: WorkerTask): Helper<Piece, PieceSound> & { stop(): Promise<unknown> } {
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
        worker.postMessage(piece);
      }),
    stop: () => worker.terminate(),
  };
}
