import { alignMagnitudes, audioLength, type Numbers } from "@unspectro/core";
import { DataError } from "@unspectro/core/plugin";
import { frameTransform } from "@unspectro/engine";
import { gainFor, levelFor } from "@unspectro/inputs";
import { amplitudeDecoder, gridOf, retrieve } from "@unspectro/retrieval";
import type { Calls, RetrieveRequest, SoundFacts } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import type { Desk } from "./desk.ts";
import { createPeaks } from "./peaks.ts";
import { createStore } from "./store.ts";

/** A tab should not hold more than this many cells of magnitudes and spectra at once. */
const MOST_CELLS = 60_000_000;

/**
 * Estimates phases; after every few rounds the best sound so far can be heard.
 *
 * @throws ConventionError, DataError
 */
export async function retrieveSound(
  desk: Desk,
  { rounds }: RetrieveRequest,
  { signal, tell }: Tools<Calls["retrieve"]["tells"]>,
): Promise<SoundFacts> {
  const { convention } = desk.resolution!;
  const stored = alignMagnitudes(desk.pair!.magnitude, convention);
  const decoder = amplitudeDecoder(convention);
  const { frames } = stored;
  if (frames * decoder.bins > MOST_CELLS) {
    throw new DataError("not-invertible", "there is too much of it to estimate phases in a browser", {
      file: stored.name,
      expected: `at most ${MOST_CELLS} cells`,
      found: `${frames} x ${decoder.bins}`,
      advice: "use the command line: unspectro retrieve",
    });
  }
  const { grid, start } = gridOf(convention, frames);
  const length = audioLength(convention, frames);
  const magnitudes = new Float32Array(frames * decoder.bins);
  const block = new Float64Array(stored.blockFrames * decoder.stored);
  const amplitudes = new Float64Array(decoder.bins);
  for (let first = 0; first < frames; first += stored.blockFrames) {
    const count = Math.min(stored.blockFrames, frames - first);
    await stored.read(0, first, count, block, undefined, signal);
    for (let i = 0; i < count; i++) {
      decoder.decode(block, i, amplitudes);
      magnitudes.set(amplitudes, (first + i) * decoder.bins);
    }
  }
  let peak = 0;
  let clipped = 0;
  const level = levelFor(desk.resolution!);
  const keep = (audio: Numbers): Parameters<typeof tell>[0] => {
    const whole = new Float32Array(length);
    whole.set(audio.subarray(Math.max(0, -start), length - start), Math.max(0, start));
    const store = createStore(length, 1);
    store.append([whole], length);
    desk.sound = store;
    const peaks = createPeaks(length);
    peaks.push([whole], length);
    peak = peaks.highest;
    clipped = peaks.clipped;
    const gain = gainFor(level, peak, "pcm24");
    const given = { length, channels: 1, done: length, step: peaks.step, ...peaks.take(true), gain };
    return { ...given, round: 0, rounds, convergence: 0, secondsLeft: 0 };
  };
  const result = await retrieve(
    { grid, magnitudes },
    {
      rounds,
      transform: frameTransform,
      signal,
      progress: ({ round, rounds: of, spectralConvergence: convergence, secondsLeft, audio }) =>
        tell({ ...keep(audio), round, rounds: of, convergence, secondsLeft }),
    },
  );
  tell({
    ...keep(result.audio),
    round: result.rounds,
    rounds: result.rounds,
    convergence: result.convergence.end,
  });
  return {
    length,
    channels: 1,
    peak,
    clipped,
    notFinite: decoder.notFinite(),
    uncovered: [],
    weak: [],
    uncoveredSamples: 0,
    notes: stored.channels > 1 ? ["only the first channel is estimated here"] : [],
    gain: gainFor(level, peak, "pcm24"),
  };
}
