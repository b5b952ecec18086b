import type { Convention } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import type { Plot } from "@unspectro/duals";
import { type Exhibits, fieldTitle, type Identification } from "@unspectro/identify";
import {
  colour,
  drawText,
  INK,
  LETTER_HEIGHT,
  MAP_COLOURS,
  PAPER,
  type Picture,
  withAxes,
} from "@unspectro/waterfall";
import { levelsOf } from "./picture.ts";
import { pictureOf, writePicture } from "./plots.ts";

/** A plot is 720 x 300 pixels: two stand beside each other under the spectrogram. */
const WIDTH = 1440;
const HALF = WIDTH / 2;
const ROW = 300;
const WATERFALL = { width: 1326, height: 300 };
const TOP = 24;

/** Colours of the map in the palette that the panels share, then those of the curves. */
const SHARED_MAP = 180;

const SEEN = "#d1495b";
const NAMED = "#2e4057";

/** What is drawn. */
export interface ExhibitJob {
  readonly source: FrameSource;
  readonly convention: Convention;
  readonly identification: Identification;
  readonly exhibits: Exhibits;
}

/**
 * Draws how files were found to be made, as a PNG: the spectrogram, how sure the hop is, the window that the frames ask for
 * against the one named, and what the audio leaves unexplained.
 *
 * @throws IoError, FormatError
 */
export async function drawExhibits(path: string, job: ExhibitJob, signal: AbortSignal): Promise<void> {
  const { source, convention } = job;
  const wishes = { preview: false, map: "magma", range: 80, frequency: "linear" } as const;
  const levels = await levelsOf({ source, convention, title: source.name }, { ...WATERFALL, wishes }, signal);
  const waterfall = withAxes(colour(levels, { map: "magma", range: 80 }), levels);
  const plots = pictureOf(plotsOf(job.exhibits));
  await writePicture(path, composed(waterfall, plots, wordsOf(job)));
}

function plotsOf({ fftSize, hop, hopEvidence, window, spectrum }: Exhibits): Plot[] {
  const lags = hopEvidence.map((_, lag) => lag);
  const top = Math.max(1, ...hopEvidence);
  const n = window.named.map((_, i) => i);
  const bins = spectrum.files.map((_, k) => k);
  const floor = Math.max(-200, 10 * Math.floor(Math.min(...spectrum.rest) / 10));
  return [
    {
      title: "how well frames foretell their neighbours, at each hop",
      xLabel: "hop in samples",
      yLabel: "",
      x: [0, fftSize],
      y: [0, 1.15 * top],
      curves: [{ name: `the hop: ${hop}`, colour: SEEN, x: lags, y: hopEvidence }],
    },
    {
      title: "the window: what the frames ask for, and the one named",
      xLabel: "sample of the frame",
      yLabel: "",
      x: [0, fftSize],
      y: [Math.min(0, ...window.seen, ...window.named), 1.3 * Math.max(...window.named)],
      curves: [
        { name: "from the frames", colour: SEEN, x: n, y: window.seen },
        { name: "named", colour: NAMED, x: n, y: dashed(window.named) },
      ],
    },
    {
      title: "the files, and what the audio leaves of them, in dB",
      xLabel: "bin",
      yLabel: "dB",
      x: [0, spectrum.files.length - 1],
      y: [floor, 40],
      curves: [
        { name: "the files", colour: NAMED, x: bins, y: spectrum.files },
        { name: "unexplained", colour: SEEN, x: bins, y: spectrum.rest },
      ],
    },
  ];
}

/** Parts of a curve left out, so that what lies under it shows. */
function dashed(y: Float64Array): Float64Array {
  const dash = Math.max(1, Math.round(y.length / 60));
  return y.map((v, i) => (Math.floor(i / dash) % 2 === 0 ? v : Number.NaN));
}

/** What was found, a line each. */
function wordsOf({ identification }: ExhibitJob): string[] {
  const { fields, verdict, confidence, original } = identification;
  const sure = confidence >= 0.995 ? "more than 99" : String(Math.round(100 * confidence));
  return [
    verdict === "identified" ? `identified (${sure} % sure)` : verdict,
    "",
    ...Object.entries(fields).map(([path, { value }]) => `${fieldTitle(path).padEnd(12)}${value}`),
    ...(original?.exact ? ["", `the original ${original.bits}-bit samples, all of them`] : []),
  ];
}

/** The panels on one page, in one palette. */
function composed(waterfall: Picture, plots: Picture, words: readonly string[]): Picture {
  const height = TOP + waterfall.height + 2 * ROW;
  const pixels = new Uint8Array(WIDTH * height).fill(PAPER);
  const below = TOP + waterfall.height;
  const shared = (index: number): number =>
    index >= MAP_COLOURS ? index : Math.floor((index * SHARED_MAP) / MAP_COLOURS);
  copy(waterfall, 0, waterfall.height, pixels, 0, TOP, shared);
  const inked = (index: number): number => (index >= MAP_COLOURS - 1 ? index : SHARED_MAP + index);
  copy(plots, 0, ROW, pixels, 0, below, inked);
  copy(plots, ROW, ROW, pixels, HALF, below, inked);
  copy(plots, 2 * ROW, ROW, pixels, 0, below + ROW, inked);
  for (const [i, line] of words.entries()) {
    drawText(line.slice(0, 110), HALF + 64, below + ROW + 34 + i * 2 * LETTER_HEIGHT, pixels, WIDTH, INK);
  }
  return { ...waterfall, width: WIDTH, height, pixels, palette: sharedPalette(waterfall, plots) };
}

function copy(
  from: Picture,
  top: number,
  rows: number,
  into: Uint8Array,
  x: number,
  y: number,
  recoloured: (index: number) => number,
): void {
  const width = Math.min(from.width, WIDTH - x);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      into[(y + row) * WIDTH + x + column] = recoloured(from.pixels[(top + row) * from.width + column]!);
}

function sharedPalette(waterfall: Picture, plots: Picture): Uint8Array {
  const palette = Uint8Array.from(plots.palette);
  const curves = plots.palette.slice(0, 3 * (MAP_COLOURS - 1 - SHARED_MAP));
  for (let i = 0; i < SHARED_MAP; i++) {
    const from = 3 * Math.round(((i + 0.5) * MAP_COLOURS) / SHARED_MAP);
    palette.set(waterfall.palette.subarray(from, from + 3), 3 * i);
  }
  palette.set(curves, 3 * SHARED_MAP);
  return palette;
}
