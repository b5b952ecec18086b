import { binsOf, type Grid } from "../grid/grid.ts";
import type { Passes } from "../operator/pass.ts";
import type { RepairInput } from "./types.ts";

/** How far around a cell phases are compared: standard deviations of a bell, in windows and in bins. */
export interface Reach {
  readonly windows: number;
  readonly bins: number;
}

/** Cells softer than this share of the loudest have no phase worth comparing. */
const SOFTEST = 1e-4;
/** A turn whose square is not so many times its variance is none. */
const CERTAINTY = 2;
/** Running means after each other that make a bell. */
const MEANS = 3;

/**
 * Turns the present signal towards noisy phases where magnitudes cannot tell. A turn of all phases of a stretch, or of a band
 * in it, by one angle changes its magnitudes hardly at all, so that descent on them leaves it where it was; the
 * noise of many cells together is small, so that their mean does tell:
 *
 *   theta = arg sum g e^{i (stored - found)},  turned by  theta max(0, 1 - 2 v / theta^2),  v = sigma^2 / n
 *
 * with g a bell around the cell, sigma the noise (from all cells, |mean| = exp(-sigma^2 / 2)) and n = (sum g)^2 / sum g^2 the
 * cells it holds (the positive-part shrinkage of James and Stein 1961). All cells weigh alike: it is phases that are
 * noisy, soft cells' no more than loud ones'. Two passes.
 */
export function turnTowards(passes: Passes, input: RepairInput, reach: Reach): void {
  const { grid, phases } = input;
  const bins = binsOf(grid);
  const { re, im, cells } = disagreement(passes, input);
  const noise = -2 * Math.log(Math.max(1e-3, sum(re) / Math.max(1, sum(cells))));
  const time = radiusOf((reach.windows * grid.fftSize) / grid.hop);
  const frequency = radiusOf(reach.bins);
  for (const field of [re, im, cells]) spread(field, grid, time, frequency);
  const area = 4 * Math.PI * deviationOf(time) * deviationOf(frequency); // (sum g)^2 / sum g^2 of a full bell
  passes.pass((frame, spectrum, at) => {
    for (let k = 0; k < bins; k++) {
      const i = frame * bins + k;
      const angle = Math.atan2(im[i], re[i]);
      const variance = noise / (cells[i] * area);
      const turn = angle * Math.max(0, 1 - (CERTAINTY * variance) / angle ** 2);
      if (!(Math.abs(turn) > 0)) continue; // no cell near, or nothing certain
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const [x, y] = [spectrum[at + 2 * k], spectrum[at + 2 * k + 1]];
      spectrum[at + 2 * k] = x * cos - y * sin;
      spectrum[at + 2 * k + 1] = x * sin + y * cos;
    }
  });

  /** e^{i (stored - found)} of each cell that is loud enough, and which those are. */
  function disagreement(
    { look }: Passes,
    { magnitudes }: RepairInput,
  ): Record<"re" | "im" | "cells", Float32Array> {
    const make = (): Float32Array => new Float32Array(bins * grid.frames);
    const fields = { re: make(), im: make(), cells: make() };
    let loudest = 0;
    for (let i = 0; i < bins * grid.frames; i++) loudest = Math.max(loudest, magnitudes[i]);
    look((frame, spectrum, at) => {
      for (let k = 0; k < bins; k++) {
        const i = frame * bins + k;
        const [x, y] = [spectrum[at + 2 * k], spectrum[at + 2 * k + 1]];
        const size = Math.sqrt(x * x + y * y);
        if (!(magnitudes[i] > SOFTEST * loudest) || !(size > 0)) continue;
        const [cos, sin] = [Math.cos(phases[i]), Math.sin(phases[i])];
        fields.re[i] = (x * cos + y * sin) / size;
        fields.im[i] = (x * sin - y * cos) / size;
        fields.cells[i] = 1;
      }
    });
    return fields;
  }
}

/** The radius of running means that together are a bell of so many cells, and the deviation of such means. */
function radiusOf(deviation: number): number {
  return Math.max(1, Math.round((Math.sqrt((12 * deviation ** 2) / MEANS + 1) - 1) / 2));
}

function deviationOf(radius: number): number {
  return Math.sqrt((MEANS * ((2 * radius + 1) ** 2 - 1)) / 12);
}

/** Running means along both axes, in place; what lies beyond the edges is 0. */
function spread(field: Float32Array, { frames, fftSize }: Grid, time: number, frequency: number): void {
  const bins = Math.floor(fftSize / 2) + 1;
  for (let i = 0; i < MEANS; i++) {
    for (let m = 0; m < frames; m++) runningMean(field, m * bins, 1, bins, frequency);
    for (let k = 0; k < bins; k++) runningMean(field, k, bins, frames, time);
  }
}

function runningMean(field: Float32Array, from: number, step: number, count: number, radius: number): void {
  const was = Float64Array.from({ length: count }, (_, i) => field[from + i * step]);
  let total = 0;
  for (let i = 0; i < Math.min(radius, count); i++) total += was[i];
  for (let i = 0; i < count; i++) {
    if (i + radius < count) total += was[i + radius];
    if (i > radius) total -= was[i - radius - 1];
    field[from + i * step] = total / (2 * radius + 1);
  }
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
