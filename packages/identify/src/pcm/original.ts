import { type Convention, consistency, type FramePair, reconstruct } from "@unspectro/core";
import type { Identification } from "../types.ts";
import { unevenness } from "./cover.ts";
import type { Lattice } from "./lattice.ts";
import { watchOriginal } from "./watch.ts";

/** How far to look. */
export interface OriginalOptions {
  /** Samples looked at, of all channels together; default 2^22. */
  readonly most?: number;
  /** Looks at the first ones that are not silent, where it looks at samples spread over the whole otherwise. */
  readonly hasty?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Looks for the lattice of PCM in the audio of a pair: undefined where there is none, or where the numbers in the files are
 * too coarse to show it.
 *
 * @throws what `reconstruct` throws
 */
export async function findOriginal(
  pair: FramePair,
  convention: Convention,
  { most, hasty = false, signal }: OriginalOptions = {},
): Promise<Lattice | undefined> {
  if (!mayBeExact(convention)) return undefined;
  const precision = await noiseOf(pair, convention);
  const work = await reconstruct(pair, convention, signal === undefined ? {} : { signal });
  const watch = watchOriginal(work, most);
  for await (const { samples } of work.blocks()) {
    watch.push(samples);
    if (hasty && watch.heard >= (most ?? ENOUGH)) break;
  }
  return watch.find(precision);
}

/** Samples that show a lattice beyond doubt. */
const ENOUGH = 1 << 16;

/** Whether whole numbers can have come through: what a producer subtracted from a frame are fractions of steps. */
export function mayBeExact({ encoding }: Convention): boolean {
  return encoding.detrend === "none";
}

/** Noise of the samples over that of the frames they come from: less, where frames overlap; more, at weak edges. */
const MARGIN = 8;
/** The same where phases were unwrapped: they grow, and with them the rounding, unlike in all frames. */
const UNWRAPPED_MARGIN = 24;
/** Without an overlap, or without all bins, frames do not tell their noise. */
const NO_OVERLAP = 0.01;

/** Frames that tell it: so many, and so many times those that cover a sample. */
const FRAMES = 80;
const OVERLAPS = 6;

/** How far samples may be off, as a part of their root mean square, by how far frames contradict each other. */
export async function noiseOf(pair: FramePair, convention: Convention): Promise<number> {
  if (convention.layout.dropped.length > 0) return Number.POSITIVE_INFINITY;
  const { hop, window } = convention.geometry;
  const frames = Math.max(FRAMES, OVERLAPS * Math.ceil(window.length / hop));
  const { residual, expected } = await consistency(pair, convention, { frames });
  const margin = convention.encoding.phase.wrapped === "wrapped" ? MARGIN : UNWRAPPED_MARGIN;
  return expected > NO_OVERLAP ? margin * unevenness(convention) * residual : Number.POSITIVE_INFINITY;
}

/** What samples on their lattice, bit for bit, leave of doubt about how the files were made. */
const PROVEN = 0.9999;

/**
 * The same answer with the original that its convention gives, where it was PCM. Samples that are whole numbers, all of
 * them, prove the convention independently of how frames agree: only the true one gives any.
 *
 * @param pair the arrays in their roles
 * @throws what `reconstruct` throws
 */
export async function withOriginal(
  answer: Identification,
  pair: FramePair,
  signal?: AbortSignal,
): Promise<Identification> {
  const { convention, verdict } = answer;
  if (convention === null || verdict === "unidentifiable") return answer;
  const options = { most: ENOUGH, hasty: true, ...(signal === undefined ? {} : { signal }) };
  const original = await findOriginal(pair, convention, options);
  if (original === undefined) return answer;
  return {
    ...answer,
    ...(original.exact
      ? {
          verdict: "identified",
          confidence: Math.max(answer.confidence, PROVEN),
          alternatives: [],
          advice: [],
        }
      : {}),
    original,
    cannotBeKnown: answer.cannotBeKnown.filter((what) => !what.startsWith("the level")),
  };
}
