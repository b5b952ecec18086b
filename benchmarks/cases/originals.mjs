// Looks for the original samples in every case of a folder, without any hint, and holds them against the truth.
//
//   node benchmarks/cases/originals.mjs FOLDER [--only PREFIX]
//
// A case counts as fine where its numbers have five digits or more, float32 included, and no bin was lost to a dB floor or
// a coarse integer type: where the audio that its true parameters give stands 90 dB or more above its error (pass_db 87).
// Coarser ones are mended first, as the program does. Exit code 1 where samples were called original that are not.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alignPair, reconstruct } from "../../packages/core/dist/index.js";
import { frameTransform } from "../../packages/engine/dist/index.js";
import { exactAudio, findOriginal, noiseOf, watchOriginal } from "../../packages/identify/dist/index.js";
import { lookForRounding, mendedAudio } from "../../packages/retrieval/dist/index.js";
import { firstAnswer } from "./open.mjs";
import { compare, readWav } from "./score.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const folder = args[0];
if (folder === undefined || !existsSync(folder)) {
  say(`originals: skipped, there is no folder ${folder ?? "(none was given)"}`);
  process.exit(0);
}
const prefix = args.includes("--only") ? args[args.indexOf("--only") + 1] : "";
const FINE = 87;
/** Rounding below this, in decibels, is not mended. */
const FAINT = -90;
const rows = [];
for (const name of readdirSync(folder).sort()) {
  if (!name.startsWith(prefix) || !existsSync(join(folder, name, "truth.json"))) continue;
  const truth = JSON.parse(readFileSync(join(folder, name, "truth.json"), "utf8"));
  if (!truth.answerable) continue;
  const row = { name, fine: truth.pass_db >= FINE, ...(await runCase(name, truth)) };
  rows.push(row);
  say(
    `${name.padEnd(18)} ${row.pcm ? `PCM ${row.pcm}` : "no PCM"}  ${row.fine ? "fine" : "coarse"}  ${row.told}`,
  );
}
const of = (list, what) => `${list.filter((row) => row[what]).length} of ${list.length}`;
const fine = rows.filter((row) => row.pcm && row.fine);
const coarse = rows.filter((row) => row.pcm && !row.fine);
const wrong = rows.filter((row) => row.wrong);
say(
  `originals: fine PCM ${of(fine, "identical")} identical; coarse PCM ${of(coarse, "identical")} identical; called original and not so: ${wrong.length}`,
);
process.exit(wrong.length > 0 ? 1 : 0);

async function runCase(name, truth) {
  const clip = readWav(join(folder, name, "truth.wav"));
  const pcm = pcmOf(clip);
  const user = join(folder, name, "user");
  const paths = readdirSync(user).map((file) => join(user, file));
  try {
    const { found, pair } = await firstAnswer(paths);
    if (found.convention === null) return { pcm, told: "not identified" };
    const work = await reconstruct(pair, found.convention);
    const mended = await mendedIfCoarse(pair, work);
    const lattice =
      mended === undefined ? await findOriginal(pair, found.convention) : await latticeIn(mended, pair, work);
    const how = mended === undefined ? "" : "mended, ";
    if (lattice === undefined) return { pcm, told: `${how}no lattice` };
    const about = `${how}${lattice.bits} bits, noise ${lattice.noise.toPrecision(2)}${lattice.foretold ? " foretold" : ""}`;
    if (!lattice.exact) return { pcm, told: `lattice, not exact: ${about}` };
    const made = exactAudio(lattice, work, mended ?? work.blocks());
    const audio = new Float64Array(work.length);
    for await (const { start, samples } of made.blocks())
      audio.set(samples[0].subarray(0, Math.max(0, work.length - start)), start);
    if (!made.holds) return { pcm, told: `lattice, not all samples sure: ${about}` };
    const { shift, gain } = compare(clip, audio, { range: truth.mask });
    let same = 0;
    let count = 0;
    let inside = 0; // wrong ones that are not at an end, where samples may be undecided
    const edge = 2 * work.convention.geometry.window.length;
    for (let i = truth.mask[0]; i < truth.mask[1]; i++) {
      const v = audio[i - shift];
      if (v === undefined) continue;
      count++;
      if (Math.round((v * Math.sign(gain)) / lattice.unit) === Math.round(clip[i] / (pcm ?? 1))) same++;
      else if (i - shift >= edge && i - shift < work.length - edge) inside++;
    }
    const identical = pcm !== undefined && same === count;
    return {
      pcm,
      exact: true,
      identical,
      wrong: pcm === undefined || inside > 0 || count - same > made.undecided,
      told: `${same} of ${count} samples identical, ${made.undecided} undecided: ${about}, gain ${gain}`,
    };
  } catch (error) {
    return { pcm, told: `${error}`.split("\n")[0].slice(0, 120) };
  }
}

/** The blocks of mended audio, where the numbers were rounded or clipped. */
async function mendedIfCoarse(pair, work) {
  const { convention, length } = work;
  const { hop, window, fftSize } = convention.geometry;
  const coarse = await lookForRounding(pair, alignPair(pair, convention));
  const overlaps = hop < window.length && window.length <= fftSize && convention.encoding.detrend === "none";
  if (coarse === undefined || coarse.noise < FAINT || !overlaps) return undefined;
  const { rounded } = coarse;
  const sound = { pair, convention, rounded, length, plain: () => work.blocks() };
  const transform = (grid) => frameTransform(grid, { arithmetic: "double" });
  const blocks = [];
  for await (const block of mendedAudio(sound, { transform }).blocks()) blocks.push(block);
  return blocks;
}

async function latticeIn(blocks, pair, work) {
  const watch = watchOriginal(work);
  for (const { samples } of blocks) watch.push(samples);
  return watch.find(await noiseOf(pair, work.convention));
}

/** The step that all samples are multiples of: that of 16 bits, perhaps scaled after it was decoded. */
function pcmOf(clip) {
  for (const step of [1 / 32768, 0.7317 / 32768]) {
    if (clip.every((v) => Math.abs(v / step - Math.round(v / step)) < 2e-3 + Math.abs(v / step) * 2 ** -22))
      return step;
  }
  return undefined;
}
