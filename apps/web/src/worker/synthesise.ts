import { reconstruct } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import { gainFor, levelFor } from "@unspectro/inputs";
import type { Calls, SoundFacts, SynthesisRequest } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import { type Desk, elementsOf } from "./desk.ts";
import { keep } from "./keep.ts";
import { createPeaks } from "./peaks.ts";
import { createStore } from "./store.ts";
import { synthesisOfChoice } from "./synthesis.ts";

/** News are told this often at most, in milliseconds. */
const TELL_EVERY = 60;

/**
 * Makes the sound of the files under the settled convention. What is made can be heard at once.
 *
 * @throws ConventionError, DataError, FormatError
 */
export async function synthesise(
  desk: Desk,
  request: SynthesisRequest,
  { signal, tell }: Tools<Calls["synthesise"]["tells"]>,
): Promise<SoundFacts> {
  const { pair, resolution } = desk as {
    pair: NonNullable<Desk["pair"]>;
    resolution: NonNullable<Desk["resolution"]>;
  };
  const synthesis = await synthesisOfChoice(request.synthesis, resolution.convention);
  const work = await reconstruct(pair, resolution.convention, {
    maker: inverseFor(elementsOf(pair)),
    signal,
    ...(synthesis === undefined ? {} : { synthesis }),
  });
  const { length, channels, coverage } = work;
  const store = createStore(length, channels);
  const peaks = createPeaks(length);
  const level = levelFor(resolution);
  const gain = (): number => gainFor(level, peaks.highest, "pcm24");
  Object.assign(desk, { work, sound: store, mended: false });
  let told = 0;
  const report = (last: boolean): void => {
    if (!last && performance.now() - told < TELL_EVERY && told > 0) return;
    told = performance.now();
    tell({ length, channels, done: store.done, step: peaks.step, ...peaks.take(last), gain: gain() });
  };
  await keep(work.blocks(), { store, peaks, signal, report: () => report(false) });
  report(true);
  desk.loudest = peaks.highest;
  return {
    length,
    channels,
    peak: peaks.highest,
    clipped: peaks.clipped,
    notFinite: work.notFinite,
    uncovered: coverage.uncovered,
    weak: coverage.weak,
    uncoveredSamples: coverage.uncoveredSamples,
    notes: work.notes,
    lengthWhy: work.foundLength?.why,
    gain: gain(),
  };
}
