import { type AudioBlock, alignPair, type Numbers, type StoredStream } from "@unspectro/core";
import { throwIfAborted } from "@unspectro/core/plugin";
import { openCells } from "../cells/cells.ts";
import { cellDecoder } from "../cells/decoder.ts";
import type { CoarsePair } from "../cells/look.ts";
import { binsOf } from "../grid/grid.ts";
import { audioWithin } from "../grid/within.ts";
import { gridOf } from "../input/grid.ts";
import { type SpectrumDecoder, spectrumDecoder } from "../input/spectra.ts";
import { referenceTransform } from "../operator/transform.ts";
import { repair } from "../repair/repair.ts";
import type { Repair, RepairInput } from "../repair/types.ts";
import type { MendedDamage } from "./account.ts";
import type { Ailment } from "./ailment.ts";
import { estimated } from "./estimated.ts";
import type { Mended, MendingJob } from "./job.ts";

/** Rounds times cells of a repair: the more rounds the shorter the file. */
const CELL_ROUNDS = 3e7;
const ROUNDS = { fewest: 30, most: 200 } as const;
/** Phases that leave the sound this far from the magnitudes, in decibels, are worth no more than none at all. */
const WORTHLESS = -30;

/** Repairs damage, all channels as a whole; undefined where nothing but the frames as they are makes sense. */
export async function mendedDamage(ailment: Ailment, job: MendingJob): Promise<Mended | undefined> {
  const { frames, bins, channels, convention, length } = job.work;
  const affordable = Math.round(CELL_ROUNDS / (frames * bins * channels));
  const rounds = job.rounds ?? Math.max(ROUNDS.fewest, Math.min(ROUNDS.most, affordable));
  const stored = alignPair(job.pair, convention);
  const decoder = spectrumDecoder(convention, frames);
  const repairs: Repair[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const input = await inputOf(stored, channel, decoder, ailment.coarse, job);
    repairs.push(await repaired(input, rounds, channel, job));
  }
  const disagreement = ailment.kind === "damaged" ? ailment.disagreement : undefined;
  const account: MendedDamage = {
    kind: "damaged",
    contradiction: disagreement && 20 * Math.log10(disagreement.misfit),
    coarse: ailment.coarse,
    rounds,
    runs: repairs.map(({ audio: _, ...run }) => run),
    ended: job.enough?.aborted === true,
  };
  const { start } = gridOf(convention, frames);
  const sound = (runs: readonly { readonly audio: Numbers }[]): Omit<Mended, "account"> => ({
    blocks: () =>
      wholly(
        runs.map(({ audio }) => audio),
        start,
        length,
      ),
    notFinite: decoder.notFinite(),
  });
  const reached = Math.max(...repairs.map(({ misfit }) => misfit.repaired));
  if (reached > WORTHLESS && repairs.every(({ damage }) => damage === "noise")) {
    // a spectrogram that somebody changed contradicts itself everywhere, and is no damaged one
    if (job.told === true) return undefined;
    const runs = await estimated(job);
    if (Math.max(...runs.map(({ convergence }) => convergence.end)) < reached) {
      const estimates = runs.map(({ audio: _, ...run }) => run);
      return { ...sound(runs), account: { ...account, kind: "estimated", estimates } };
    }
  }
  return { ...sound(repairs), account };
}

/** A channel of the pair as it stands, with what rounding leaves open of it. */
async function inputOf(
  stored: StoredStream,
  channel: number,
  decoder: SpectrumDecoder,
  coarse: CoarsePair | undefined,
  job: MendingJob,
): Promise<RepairInput> {
  const { convention, frames, bins: width, complex } = stored;
  const { grid } = gridOf(convention, frames);
  const bins = binsOf(grid);
  const numbers = new Float64Array(frames * width * (complex ? 2 : 1));
  const angles = complex ? undefined : new Float64Array(frames * width);
  await stored.read(channel, 0, frames, numbers, angles, job.signal);
  const magnitudes = new Float64Array(frames * bins);
  const phases = new Float64Array(frames * bins);
  for (let m = 0; m < frames; m++)
    decoder.decode(numbers, angles, m, m, { magnitudes, phases, at: m * bins });
  const confidence = await job.confidence?.(channel);
  const input = { grid, magnitudes, phases, ...(confidence && { confidence }) };
  if (coarse === undefined || angles === undefined) return input;
  const cells = openCells(frames * bins);
  const within = cellDecoder(convention, frames, coarse.rounded);
  for (let m = 0; m < frames; m++)
    within.decode({ magnitudes: numbers, phases: angles, index: m }, m, cells, m);
  return { ...input, cells };
}

async function repaired(
  input: RepairInput,
  rounds: number,
  channel: number,
  { engine, work, signal, enough, onProgress }: MendingJob,
): Promise<Repair> {
  const run = await repair(input, {
    rounds,
    transform:
      engine === undefined
        ? referenceTransform
        : (grid) => engine.frameTransform(grid, { arithmetic: "double" }),
    signal: AbortSignal.any([signal, enough].flatMap((one) => one ?? [])),
    progress: (share) => onProgress?.((channel + share) / work.channels),
  });
  throwIfAborted(signal, "the repair");
  return run;
}

/** Sound that is at hand as a whole. */
async function* wholly(
  signals: readonly Numbers[],
  start: number,
  length: number,
): AsyncGenerator<AudioBlock, void, undefined> {
  yield { start: 0, samples: signals.map((signal) => audioWithin(signal, start, length)) };
}
