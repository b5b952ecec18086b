import { alignMagnitudes, audioLength, type Numbers } from "@unspectro/core";
import { frameTransform, magnitudeRounds } from "@unspectro/engine";
import { gainFor, levelFor } from "@unspectro/inputs";
import { amplitudeDecoder, audioWithin, gridOf, retrieve, wholeAmplitudes } from "@unspectro/retrieval";
import type { Calls, RetrieveRequest, SoundFacts } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import type { Desk } from "./desk.ts";
import { createPeaks } from "./peaks.ts";
import type { Retrieved, Sought } from "./sought.ts";
import { createStore } from "./store.ts";
import { retrieveInPassing } from "./stream.ts";

/** More cells than this, of magnitudes and spectra at once, are too much for a tab: frame by frame, then. */
const MOST_CELLS = 60_000_000;

/**
 * Estimates phases, of one channel after another; after every few rounds the best sound so far can be heard.
 *
 * @throws ConventionError, DataError
 */
export async function retrieveSound(
  desk: Desk,
  request: RetrieveRequest,
  tools: Tools<Calls["retrieve"]["tells"]>,
): Promise<SoundFacts> {
  const { convention } = desk.resolution!;
  const stored = alignMagnitudes(desk.pair!.magnitude, convention);
  const decoder = amplitudeDecoder(convention);
  const { grid, start } = gridOf(convention, stored.frames);
  const sought = { stored, decoder, grid, start, length: audioLength(convention, stored.frames) };
  const enough = new AbortController();
  desk.enough = () => enough.abort(new DOMException("stopped", "AbortError"));
  const until = { ...tools, signal: AbortSignal.any([tools.signal, enough.signal]) };
  const passing = stored.frames * decoder.bins > MOST_CELLS;
  const made = await (passing
    ? retrieveInPassing(desk, sought, until)
    : retrieveWhole(desk, sought, request, until));
  tools.signal.throwIfAborted();
  return {
    ...made,
    notFinite: decoder.notFinite(),
    uncovered: [],
    weak: [],
    uncoveredSamples: 0,
    notes: [],
    gain: gainFor(levelFor(desk.resolution!), made.peak, "pcm24"),
  };
}

async function retrieveWhole(
  desk: Desk,
  sought: Sought,
  { rounds }: RetrieveRequest,
  { signal, tell }: Tools<Calls["retrieve"]["tells"]>,
): Promise<Retrieved> {
  const { stored, decoder, grid, start, length } = sought;
  const { channels } = stored;
  const level = levelFor(desk.resolution!);
  const signals: Float64Array[] = [];
  let stopped = false;
  let heard = { peak: 0, clipped: 0 };

  /** The audio so far can be heard: channels whose turn has not come sound like the one at work. */
  const hear = (channel: number, audio: Numbers): Omit<Parameters<typeof tell>[0], "round" | "rounds"> => {
    signals[channel] = audioWithin(audio, start, length);
    const all = Array.from({ length: channels }, (_, c) => signals[c] ?? signals[channel]!);
    const store = createStore(length, channels, Float64Array);
    store.append(all, length);
    desk.sound = store;
    const peaks = createPeaks(length);
    peaks.push(all, length);
    heard = { peak: peaks.highest, clipped: peaks.clipped };
    const gain = gainFor(level, heard.peak, "pcm24");
    const news = { length, channels, done: length, step: peaks.step, ...peaks.take(true), gain };
    return { ...news, channel, convergence: 0, secondsLeft: 0 };
  };

  for (let channel = 0; channel < channels; channel++) {
    const magnitudes = await wholeAmplitudes(stored, decoder, channel, signal);
    const result = await retrieve(
      { grid, magnitudes },
      {
        rounds,
        transform: frameTransform,
        magnitudeRounds,
        signal,
        progress({ round, rounds: of, spectralConvergence: convergence, secondsLeft, audio }) {
          tell({ ...hear(channel, audio), round, rounds: of, convergence, secondsLeft });
        },
      },
    );
    stopped ||= result.stoppedBy === "caller";
    const convergence = result.convergence.end;
    tell({ ...hear(channel, result.audio), round: result.rounds, rounds: result.rounds, convergence });
  }
  return { length, channels, ...heard, retrieval: { rounds, passing: false, stopped } };
}
