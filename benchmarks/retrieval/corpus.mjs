// The clips as the published figures have them: zero-extended by 2048 at both ends (to a multiple of 2048), periodic Hann,
// frame m centred at m hop, float64 spectra.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { referenceTransform } from "../../packages/retrieval/dist/index.js";
import { readWav } from "../cases/score.mjs";

/** The clips of the published figures, in their order; other corpora are named by their files. */
const published = ["speech16", "speech44", "tts22", "drums44", "guitar44", "tabla44", "mix44", "fx22"];

/** The names of a corpus' clips. */
export function clipsOf(folder) {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".wav"))
    .map((name) => name.slice(0, -4));
  return [
    ...published.filter((name) => names.includes(name)),
    ...names.filter((name) => !published.includes(name)),
  ];
}

const EXTENSION = 2048;

/** A clip's samples, extended, and its rate; undefined where the corpus has no such file. */
export function clipOf(folder, name) {
  const path = join(folder, `${name}.wav`);
  if (!existsSync(path)) return undefined;
  const samples = readWav(path);
  const length = Math.ceil((samples.length + 2 * EXTENSION) / EXTENSION) * EXTENSION;
  const extended = new Float64Array(length);
  extended.set(samples, EXTENSION);
  return { name, rate: readFileSync(path).readUInt32LE(24), samples: extended };
}

/** Samples again and again, until there are at least so many. */
export function repeated(samples, least) {
  const times = Math.ceil(least / samples.length);
  const all = new Float64Array(times * samples.length);
  for (let i = 0; i < times; i++) all.set(samples, i * samples.length);
  return all;
}

/** The periodic Hann grid of a clip, the clip from frame 0's buffer on, and its spectra. */
export function spectraOf({ samples }, fftSize, hop) {
  const window = Float64Array.from(
    { length: fftSize },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize),
  );
  const frames = samples.length / hop;
  const grid = { fftSize, hop, window, frames };
  const bins = fftSize / 2 + 1;
  const truth = new Float64Array((frames - 1) * hop + fftSize);
  truth.set(samples.subarray(0, truth.length - fftSize / 2), fftSize / 2);
  const transform = referenceTransform(grid);
  const spectra = new Float64Array(2 * bins * frames);
  for (let first = 0; first < frames; first += transform.block) {
    const count = Math.min(transform.block, frames - first);
    transform.forward(truth, first, count);
    spectra.set(transform.spectra.subarray(0, 2 * bins * count), 2 * bins * first);
  }
  const magnitudes = new Float64Array(bins * frames);
  for (let i = 0; i < magnitudes.length; i++) magnitudes[i] = Math.hypot(spectra[2 * i], spectra[2 * i + 1]);
  return { grid, bins, truth, spectra, magnitudes };
}
