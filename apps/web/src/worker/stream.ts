import { frameTransform } from "@unspectro/engine";
import { gainFor, levelFor } from "@unspectro/inputs";
import { amplitudeBlocks, streamingRetrieval } from "@unspectro/retrieval";
import type { Calls } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import { breathe } from "./breathe.ts";
import type { Desk } from "./desk.ts";
import { createPeaks } from "./peaks.ts";
import type { Retrieved, Sought } from "./sought.ts";
import { createStore } from "./store.ts";

/** News are told this often at most, in milliseconds. */
const TELL_EVERY = 100;

/** Estimates phases frame by frame, in the memory of a few: what is made can be heard at once. */
export async function retrieveInPassing(
  desk: Desk,
  sought: Sought,
  { signal, tell }: Tools<Calls["retrieve"]["tells"]>,
): Promise<Retrieved> {
  const { stored, decoder, grid, start, length } = sought;
  const { channels, frames } = stored;
  const level = levelFor(desk.resolution!);
  const store = createStore(length, channels, Float64Array);
  const peaks = createPeaks(length);
  desk.sound = store;
  const makers = Array.from({ length: channels }, () =>
    streamingRetrieval(grid, { transform: frameTransform }),
  );
  const readers = makers.map((_, channel) => amplitudeBlocks(stored, decoder, channel, signal));
  // The audio's sample that the next piece begins with.
  let at = start;
  const keep = (pieces: readonly Float64Array[]): void => {
    const from = Math.max(0, -at);
    const count = Math.min(pieces[0]!.length, length - at) - from;
    at += pieces[0]!.length;
    if (count <= 0) return;
    const parts = pieces.map((piece) => piece.subarray(from, from + count));
    store.append(parts, count);
    peaks.push(parts, count);
  };
  const began = performance.now();
  let told = 0;
  const report = (done: number): void => {
    told = performance.now();
    const gain = gainFor(level, peaks.highest, "pcm24");
    const secondsLeft = ((told - began) / 1000) * (frames / Math.max(1, done) - 1);
    const news = {
      length,
      channels,
      done: store.done,
      step: peaks.step,
      ...peaks.take(done === frames),
      gain,
    };
    tell({ ...news, channel: 0, round: done, rounds: frames, secondsLeft });
  };
  for (;;) {
    const steps = await Promise.all(readers.map((reader) => reader.next()));
    const parts = steps.flatMap((step) => (step.done ? [] : [step.value]));
    const [one] = parts;
    if (one === undefined) break;
    for (let i = 0; i < one.count; i++) {
      const pieces = makers.flatMap((maker, c) => maker.push(parts[c]!.amplitudes[i]!) ?? []);
      if (pieces.length > 0) keep(pieces);
      if (performance.now() - told < TELL_EVERY) continue;
      report(one.first + i + 1);
      await breathe();
      signal.throwIfAborted();
    }
  }
  keep(makers.map((maker) => maker.flush()));
  report(frames);
  return {
    length,
    channels,
    peak: peaks.highest,
    clipped: peaks.clipped,
    retrieval: { rounds: 0, passing: true, stopped: false },
  };
}
