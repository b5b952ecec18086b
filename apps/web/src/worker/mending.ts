import type { Reconstruction } from "@unspectro/core";
import { frameTransform, type Misfit, magnitudeRounds } from "@unspectro/engine";
import { gainFor, levelFor } from "@unspectro/inputs";
import {
  type Ailment,
  ailmentOf,
  coarseWords,
  contradictionWords,
  mend,
  mendingWords,
} from "@unspectro/retrieval";
import type { Calls, MendOutcome, MendRequest } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import type { Desk } from "./desk.ts";
import { keep } from "./keep.ts";
import { createPeaks } from "./peaks.ts";
import { createStore, overlaid } from "./store.ts";

/** News are told this often at most, in milliseconds. */
const TELL_EVERY = 100;

/**
 * Mends as the program does. What is mended is heard at once, the rest as it was; when all is mended, the sound is replaced.
 *
 * @throws ConventionError, what the readers throw
 */
export async function mendSound(
  desk: Desk,
  work: Reconstruction,
  found: Misfit | undefined,
  { told }: MendRequest,
  { signal, tell }: Tools<Calls["mend"]["tells"]>,
): Promise<MendOutcome> {
  const pair = desk.pair!;
  const plain = desk.sound!;
  const ailment = await ailmentOf(pair, work.convention, found, signal);
  signal.throwIfAborted();
  if (ailment === undefined) return { kind: "fine" };
  const { length, channels } = work;
  const store = createStore(length, channels, Float64Array);
  const peaks = createPeaks(length);
  const level = levelFor(desk.resolution!);
  const about = aboutOf(ailment, desk);
  const began = performance.now();
  let lastTold = 0;
  let share = 0;
  const report = (last: boolean): void => {
    const now = performance.now();
    if (!last && now - lastTold < TELL_EVERY) return;
    lastTold = now;
    const secondsLeft = share > 0 ? ((now - began) / 1000) * (1 / share - 1) : undefined;
    const gain = gainFor(level, Math.max(peaks.highest, last ? 0 : desk.loudest), "pcm24");
    const news = { length, channels, done: length, step: peaks.step, ...peaks.take(last), gain };
    tell({ ...news, kind: ailment.kind, about, share, secondsLeft });
  };
  report(false);
  const mended = await mend(ailment, {
    pair,
    work,
    plain: () => work.blocks(),
    engine: { frameTransform, magnitudeRounds },
    told,
    signal,
    onProgress(done) {
      share = done;
      report(false);
    },
  });
  signal.throwIfAborted();
  if (mended === undefined) return { kind: "left", words: about };
  const heard = overlaid(plain, store);
  desk.sound = heard;
  try {
    await keep(mended.blocks(), { store, peaks, signal, report: () => report(false) });
  } catch (error) {
    // who stops this may have made another sound by now
    if (desk.sound === heard) desk.sound = plain;
    throw error;
  }
  share = 1;
  report(true);
  desk.sound = store;
  desk.mended = true;
  const { title, lines } = mendingWords(mended.account, pair);
  return {
    kind: "mended",
    what: mended.account.kind,
    title,
    lines,
    peak: peaks.highest,
    clipped: peaks.clipped,
    notFinite: mended.notFinite ?? work.notFinite,
    gain: gainFor(level, peaks.highest, "pcm24"),
  };
}

/** What is wrong, in words. */
function aboutOf(ailment: Ailment, { pair }: Desk): string {
  if (ailment.kind === "damaged" && ailment.disagreement !== undefined && ailment.coarse === undefined)
    return contradictionWords(ailment.disagreement);
  return ailment.coarse === undefined ? "" : coarseWords(ailment.coarse, pair!);
}
