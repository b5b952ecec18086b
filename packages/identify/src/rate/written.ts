import type { Convention } from "@unspectro/core";
import type { Index, IndexLine } from "../survey/index-lines.ts";
import type { RateGuess } from "./guess.ts";

/** Rates that files are recorded at, and how near a written step must come to one. */
const RATES = [
  4000, 5512.5, 6000, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
  96_000, 176_400, 192_000,
];
const NEAR = 2e-3;
const LEAST = 500;
const MOST = 4e6;

/** The rate that makes a column of hertz step by rate / N, or a row of seconds by hop / rate; nothing of counted lines. */
export function indexGuess({ layout, geometry }: Convention, index?: Index): RateGuess | undefined {
  if (index === undefined) return undefined;
  const byRows = layout.frames === "rows";
  const bins = byRows ? index.alongColumns : index.alongRows;
  const frames = byRows ? index.alongRows : index.alongColumns;
  if (bins !== undefined && !isCount(bins)) {
    const hertz = nearest(bins.step * geometry.fftSize);
    if (hertz !== undefined)
      return { hertz, why: `the frequencies beside the data step by ${short(bins.step)} Hz` };
  }
  if (frames !== undefined && !isCount(frames)) {
    const hertz = nearest(geometry.hop / frames.step);
    if (hertz !== undefined)
      return { hertz, why: `the times beside the data step by ${short(frames.step)} s` };
  }
  return undefined;
}

/** 0, 1, 2 ...: the number of a bin or frame says nothing about time. */
function isCount({ first, step }: IndexLine): boolean {
  return step === 1 && Number.isInteger(first);
}

function nearest(hertz: number): number | undefined {
  if (!(hertz > LEAST && hertz < MOST)) return undefined;
  return RATES.find((rate) => Math.abs(hertz / rate - 1) < NEAR) ?? Math.round(hertz);
}

function short(value: number): string {
  return `${Number(value.toPrecision(6))}`;
}
