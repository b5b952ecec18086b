import { Worker } from "node:worker_threads";
import type { AudioBlock, Numbers, Reconstruction } from "@unspectro/core";
import { type Helper, inOrder, type Piece, piecesOf } from "@unspectro/engine";
import {
  type PieceSound,
  unpacked,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerTask,
} from "./protocol.ts";

/** Cells of a piece, about: enough work to forget what beginning one costs, some megabytes of samples. */
const PIECE_CELLS = 1 << 23;

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
      // What was written is filled anew: fresh memory costs a system more than a short copy.
      const spare: Numbers[][] = [];
      const workers = Array.from({ length: Math.min(threads, pieces.length) }, () => helperOn(task, spare));
      try {
        let done = 0;
        for await (const sound of inOrder(pieces, workers)) {
          const piece = pieces[done++]!;
          notFinite += sound.notFinite;
          yield { start: piece.samples.from, samples: sound.samples };
          onProgress(piece.range.end);
          spare.push(whole(sound.samples));
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

/** The arrays that samples are part of. */
function whole(samples: readonly Numbers[]): Numbers[] {
  return samples.map((part) =>
    part instanceof Float32Array ? new Float32Array(part.buffer) : new Float64Array(part.buffer),
  );
}

/** A thread that takes pieces. */
function helperOn(
  task: WorkerTask,
  spare: Numbers[][],
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
        const room = spare.pop() ?? [];
        const request: WorkerRequest = { piece, room };
        worker.postMessage(
          request,
          room.map(({ buffer }) => buffer as ArrayBuffer),
        );
      }),
    stop: () => worker.terminate(),
  };
}
