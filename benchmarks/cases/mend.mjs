// What mending coarse files brings: each case of a folder identified without a hint, rebuilt plainly, then mended within
// what its rounded and clipped numbers leave open.
//
//   node benchmarks/cases/mend.mjs FOLDER [--only PREFIX] [--rounds N] [--all]
//
// Prints signal to noise in dB: the naive ceiling (the plain inverse with the true parameters), our plain inverse, mended,
// and what the mended samples say of an original. Fine cases (pass_db 87 and more) are left out but for --all.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alignPair, reconstruct } from "../../packages/core/dist/index.js";
import { frameTransform, inverseFor } from "../../packages/engine/dist/index.js";
import { noiseOf, watchOriginal } from "../../packages/identify/dist/index.js";
import { lookForRounding, mendedAudio } from "../../packages/retrieval/dist/index.js";
import { firstAnswer } from "./open.mjs";
import { compare, readWav } from "./score.mjs";

const args = process.argv.slice(2);
const wordAfter = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
const folder = args[0];
const prefix = wordAfter("--only") ?? "";
const rounds = wordAfter("--rounds");
const FINE = 87;
/** Rounding below this, in decibels, is not mended. */
const FAINT = -90;
for (const name of readdirSync(folder).sort()) {
  if (!name.startsWith(prefix) || !existsSync(join(folder, name, "truth.json"))) continue;
  const truth = JSON.parse(readFileSync(join(folder, name, "truth.json"), "utf8"));
  if (!truth.answerable || (truth.pass_db >= FINE && !args.includes("--all"))) continue;
  let told;
  try {
    told = await runCase(join(folder, name), truth);
  } catch (error) {
    told = `${error}`.split("\n")[0].slice(0, 120);
  }
  process.stdout.write(`${name.padEnd(22)} ceiling ${truth.ceiling_db.toFixed(1).padStart(6)}  ${told}\n`);
}

async function runCase(path, truth) {
  const clip = readWav(join(path, "truth.wav"));
  const user = join(path, "user");
  const opened = await identified(readdirSync(user).map((file) => join(user, file)));
  if (opened === undefined) return "not identified";
  const { pair, convention } = opened;
  const snr = (audio) => compare(clip, audio, { range: truth.mask }).snr;
  const work = await reconstruct(pair, convention, {
    maker: inverseFor([pair.magnitude.element, pair.phase?.element ?? "float64"]),
  });
  const coarse = await lookForRounding(pair, alignPair(pair, work.convention));
  const plain = snr(await whole(work, work.blocks()));
  const start = performance.now();
  if (coarse === undefined) return `plain ${plain.toFixed(1)}  complex numbers, or differences`;
  const { rounded, noise, clipped } = coarse;
  if (noise < FAINT || convention.encoding.detrend !== "none")
    return `plain ${plain.toFixed(1).padStart(6)}  left alone`;
  const mended = mendedAudio(
    { pair, convention: work.convention, rounded, length: work.length, plain: () => work.blocks() },
    {
      ...(rounds === undefined ? {} : { rounds: Number(rounds) }),
      transform: (grid) => frameTransform(grid, { arithmetic: "double" }),
    },
  );
  const audio = await whole(work, mended.blocks());
  const seconds = (performance.now() - start) / 1000;
  const watch = watchOriginal(work);
  watch.push([audio]);
  const lattice = watch.find(await noiseOf(pair, convention));
  const after = snr(audio);
  const { misfit } = mended;
  return [
    `plain ${plain.toFixed(1).padStart(6)}  mended ${after.toFixed(1).padStart(6)}  (${after < plain ? "" : "+"}${(after - plain).toFixed(1)})`,
    `noise ${noise.toFixed(0)} clipped ${(100 * clipped).toFixed(0)} %`,
    `misfit ${misfit.plain.toFixed(0)} to ${misfit.mended.toFixed(0)}`,
    `${mended.rounds} rounds ${seconds.toFixed(1)} s of ${(work.length / truth.fs).toFixed(1)} s`,
    `${JSON.stringify(rounded.magnitudes)} ${JSON.stringify(rounded.phases)}`.replaceAll('"', ""),
    lattice === undefined
      ? "no lattice"
      : `${lattice.bits} bits, noise ${lattice.noise.toPrecision(2)}${lattice.exact ? " EXACT" : ""}`,
  ].join("  ");
}

async function identified(paths) {
  const { found, pair } = await firstAnswer(paths);
  return found.convention === null ? undefined : { pair, convention: found.convention };
}

async function whole(work, blocks) {
  const audio = new Float64Array(work.length);
  for await (const { start, samples } of blocks)
    audio.set(samples[0].subarray(0, Math.max(0, work.length - start)), start);
  return audio;
}
