import { parentPort, workerData } from "node:worker_threads";
import { wavPart } from "@unspectro/audio";
import { alignPair, inverse } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import { type FilePart, filePart, tempScratch } from "@unspectro/io/node";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { elementsOf, samplesOfPiece, soundOfPiece } from "./piece.ts";
import {
  type PieceSound,
  packed,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerTask,
} from "./protocol.ts";

// A thread that opens the files for itself, and makes pieces of sound: into the file, or to be handed back.
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

let file: FilePart | undefined;

async function make({ piece, room, place, wanted }: WorkerRequest): Promise<PieceSound> {
  const { stream, maker } = await opening;
  if (place === undefined) return soundOfPiece(stream, maker, task, piece, room);
  file ??= filePart(place.path, place.name);
  const part = wavPart(place, piece.samples.from, file.writeAt);
  if (!wanted) {
    const notFinite = await samplesOfPiece(stream, maker, task, piece, part.write);
    return { samples: [], notFinite, put: await part.finish() };
  }
  const sound = await soundOfPiece(stream, maker, task, piece, room);
  await part.write(sound.samples, piece.samples.to - piece.samples.from);
  return { ...sound, put: await part.finish() };
}

port.on("message", async (request: WorkerRequest) => {
  let answer: WorkerAnswer;
  try {
    answer = { done: await make(request) };
  } catch (failed) {
    answer = { failed: packed(failed) };
  }
  const transfers =
    "done" in answer ? answer.done.samples.map((samples) => samples.buffer as ArrayBuffer) : [];
  port.postMessage(answer, transfers);
});
