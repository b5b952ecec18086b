import { evaluate } from "../hypothesis/evaluate.ts";
import { glance } from "../hypothesis/glance.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { partOf, type View } from "../hypothesis/view.ts";

/** Runs of frames that are looked at one by one, and frames of each. */
const RUNS = 4;
const LONGEST = 48;
const SHORTEST = 12;
/** The most frames that cover one sample. */
const MOST_COLUMNS = 24;

/** Separate runs of frames, each enough to tell a hop from. */
function runsOf(view: View, size: number, hop: number): View[] {
  const least = Math.max(SHORTEST, 2 * Math.min(MOST_COLUMNS, Math.ceil(size / hop)) + 6);
  const { frames } = view.block;
  const count = Math.max(1, Math.min(RUNS, Math.floor(frames / least)));
  const length = Math.floor(frames / count);
  const kept = Math.min(length, Math.max(LONGEST, least));
  return Array.from({ length: count }, (_, i) => partOf(view, kept, i * length));
}

/**
 * In what share of separate runs of frames the same hop and sign come out best, as if each run were all there is. Chance agrees
 * with itself in few of them.
 */
export function repeated(h: Hypothesis): number {
  const { hop, conjugate, kind } = h.placement;
  const runs = runsOf(h.view, h.arrangement.fftSize, hop);
  const alike = runs.filter((view) => {
    const placement = glance({ ...h, view }, kind === "rotating")[0]?.placement;
    return placement?.hop === hop && placement.conjugate === conjugate;
  });
  return alike.length / runs.length;
}

/** Leads nearer to nothing than this, and what they scatter by at least, as a share of them. */
const NOTHING = 1e-4;
const SCATTER = 0.02;
/** A lead of one run alone counts so many standard errors for each unit, and no more than this. */
const ALONE = 20;
const MOST_ALONE = 2;

/**
 * By how many standard errors a hypothesis leads over a rival in separate runs of frames; negative where the rival, less likely
 * beforehand, fits better in all of them.
 */
export function leadOver(h: Hypothesis, rival: Hypothesis | undefined): number {
  if (rival === undefined) return 0;
  const hop = Math.min(h.placement.hop, rival.placement.hop);
  const size = h.arrangement.fftSize;
  const mine = runsOf(h.view, size, hop);
  const others = rival.view.axis === h.view.axis ? mine : runsOf(rival.view, size, hop);
  const leads = mine.flatMap((view, i) => {
    const a = scoreIn(h, view);
    const b = others[i] && scoreIn(rival, others[i]);
    return a === undefined || b === undefined ? [] : [a - b];
  });
  if (leads.length === 0) return 0;
  const mean = leads.reduce((sum, v) => sum + v, 0) / leads.length;
  if (leads.length === 1) return Math.sign(mean) * Math.min(MOST_ALONE, ALONE * Math.abs(mean));
  const variance = leads.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (leads.length - 1);
  return mean / (Math.sqrt(variance / leads.length) + NOTHING + SCATTER * Math.abs(mean));
}

function scoreIn(h: Hypothesis, view: View): number | undefined {
  const reading = { ...h, view };
  return evaluate(buffersOf(reading), reading, h.placement)?.evidence.score;
}
