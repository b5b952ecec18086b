import { parentPort, workerData } from "node:worker_threads";
import { alignPair, inverse } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import { tempScratch } from "@unspectro/io/node";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { elementsOf, soundOfPiece } from "./piece.ts";
import { packed, type WorkerAnswer, type WorkerRequest, type WorkerTask } from "./protocol.ts";

// A thread that opens the files for itself, and answers pieces of work with their samples.
const task = workerData as WorkerTask;
const port = parentPort!;
const opening = open();
opening.catch(() => {}); // told with the first piece

async function open() {
  const { names, wishes, convention, engine } = task;
  const pair = await openPair(names, {
    ...wishes,
    readers: await readersWith(wishes.plugins),
    scratch: tempScratch(),
  });
  return {
    stream: alignPair(pair, convention),
    maker: engine === "core" ? inverse : inverseFor(elementsOf(pair)),
  };
}

port.on("message", async ({ piece, room }: WorkerRequest) => {
  let answer: WorkerAnswer;
  try {
    const { stream, maker } = await opening;
    answer = { done: await soundOfPiece(stream, maker, task, piece, room) };
  } catch (failed) {
    answer = { failed: packed(failed) };
  }
  const transfers =
    "done" in answer ? answer.done.samples.map((samples) => samples.buffer as ArrayBuffer) : [];
  port.postMessage(answer, transfers);
});
