import type { FramePair } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import type { CoarsePair } from "../cells/look.ts";
import type { Rounding } from "../cells/rounding.ts";
import type { Repair } from "../repair/types.ts";
import type { MendedByEstimate, MendedCells, MendedDamage, MendingAccount } from "./account.ts";
import type { Disagreement } from "./ailment.ts";

/** An account in words: what was done, and lines on what it was and what it brought. */
export interface MendingWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The account in words, the plainest first. */
export function mendingWords(account: MendingAccount, pair: FramePair): MendingWords {
  switch (account.kind) {
    case "coarse":
      return { title: "Mended within what the numbers leave open", lines: cellLines(account, pair) };
    case "damaged":
      return { title: "Phases mended", lines: damageLines(account, pair) };
    case "estimated":
      return {
        title: "Phases estimated, not read",
        lines: [
          "the phases agree with nothing in the magnitudes: these alone were used",
          ...estimateLines(account),
        ],
      };
  }
}

/** `8-bit magnitudes, 14 % of them at their floor; phases in single precision`. */
export function coarseWords({ rounded, clipped }: CoarsePair, { magnitude, phase }: FramePair): string {
  const share =
    clipped > 0.001
      ? `, ${brief(Math.max(0.1, Math.round(1000 * clipped) / 10))} % of them at their floor`
      : "";
  const magnitudes = numbersInWords("magnitudes", rounded.magnitudes, magnitude);
  return `${magnitudes}${share}; ${numbersInWords("phases", rounded.phases, phase ?? magnitude)}`;
}

/** Frames that contradict each other, which sound cannot, in words. */
export function contradictionWords({ misfit, frames }: Disagreement): string {
  return (
    `frames contradict their neighbours (to ${(20 * Math.log10(misfit)).toFixed(0)} dB in ${grouped(frames)} of them): ` +
    "the phases are damaged, edited, or made with other parameters"
  );
}

function cellLines(account: MendedCells, pair: FramePair): string[] {
  const { misfit, rounds, noise } = account;
  const below = (decibels: number): string => `${Math.max(0, -decibels).toFixed(0)} dB`;
  return [
    coarseWords(account, pair),
    `that rounding amounts to errors ${below(noise)} below the sound, most of which a plain inverse keeps`,
    `after at most ${count(rounds, "round")} the sound fits the numbers to ${below(misfit.mended)} below it, the plain inverse to ${below(misfit.plain)}: ` +
      "that is how well it fits, not how near the original it is",
  ];
}

function damageLines({ runs, coarse }: MendedDamage, pair: FramePair): string[] {
  const about = coarse === undefined ? [] : [coarseWords(coarse, pair)];
  return [...about, ...runs.flatMap(runLines)];
}

function runLines({ damage, trusted, trustedBins, misfit }: Omit<Repair, "audio">): string[] {
  if (damage === "none") return ["nothing is wrong with them: this is the plain inverse"];
  const what: Partial<Record<Repair["damage"], string>> = {
    frames: doubtedWords("frame", trusted),
    bins: doubtedWords("bin", trustedBins ?? trusted),
    cells: "phases believed as far as the confidence file says",
    noise: "all phases are noisy: none was kept, but they were where the search began",
  };
  const line = what[damage];
  const gained = misfit.plain - misfit.repaired > 0.1;
  return [
    ...(line === undefined ? [] : [line]),
    gained
      ? `the sound fits the files to ${misfit.repaired.toFixed(1)} dB, the plain inverse to ${misfit.plain.toFixed(1)} dB`
      : "nothing fits the files better than the plain inverse, so that is what is written",
  ];
}

function doubtedWords(noun: string, trusted: Uint8Array): string {
  const doubted = trusted.reduce((sum, value) => sum + 1 - value, 0);
  return `${count(doubted, noun)} of ${grouped(trusted.length)} disagree with their neighbours and were made anew`;
}

function estimateLines({ estimates }: MendedByEstimate): string[] {
  return estimates.map(
    ({ method, start, rounds, convergence }) =>
      `${method} from a ${start} start, ${count(rounds, "round")}: magnitudes fit to ${convergence.end.toFixed(1)} dB`,
  );
}

function numbersInWords(what: string, rounding: Rounding, { element }: FrameSource): string {
  const bits = /^u?int(\d+)$/.exec(element)?.[1];
  switch (rounding.kind) {
    case "steps":
      return bits === undefined ? `${what} in steps of ${brief(rounding.step)}` : `${bits}-bit ${what}`;
    case "decimals":
      return `${what} of ${count(rounding.decimals, "decimal")}`;
    case "digits":
      return `${what} of ${count(rounding.digits, "digit")}`;
    case "bits":
      return `${what} in ${precisions.find(({ least }) => rounding.bits >= least)!.name} precision`;
  }
}

const precisions = [
  { least: 53, name: "double" },
  { least: 24, name: "single" },
  { least: 11, name: "half" },
  { least: 0, name: "less than half" },
] as const;

function brief(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function count(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, " ");
}
