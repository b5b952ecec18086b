import { parentPort, workerData } from "node:worker_threads";
import { wavPart } from "@unspectro/audio";
import { alignPair, inverse, type Numbers } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import { type FilePart, filePart, tempScratch } from "@unspectro/io/node";
import { openPair } from "../input/pair.ts";
import { readersWith } from "../input/readers.ts";
import { elementsOf, soundOfPiece, wholeArrays } from "./piece.ts";
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

/** Samples that nobody else wants: the next piece has their memory. */
let kept: readonly Numbers[] = [];
let file: FilePart | undefined;

async function make({ piece, room, place, wanted }: WorkerRequest): Promise<PieceSound> {
  const { stream, maker } = await opening;
  const sound = await soundOfPiece(stream, maker, task, piece, wanted ? room : kept);
  if (place === undefined) return sound;
  file ??= filePart(place.path, place.name);
  const part = wavPart(place, piece.samples.from, file.writeAt);
  await part.write(sound.samples, piece.samples.to - piece.samples.from);
  const put = await part.finish();
  if (wanted) return { ...sound, put };
  kept = wholeArrays(sound.samples);
  return { ...sound, samples: [], put };
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
