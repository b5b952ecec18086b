// Whole processes in turn, A B A B, from their start to the WAV file: torchaudio's fast Griffin-Lim with 100 rounds on one
// thread, and `unspectro retrieve --until` what that reached. Prints both qualities, the medians and their ratio.
//
//   PYTHON=python3 node benchmarks/retrieval/wall.mjs CORPUS [--clips guitar44,tts22] [--seconds 30] [--pairs 3]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readWav } from "../cases/score.mjs";
import { clipOf, clipsOf, repeated, spectraOf } from "./corpus.mjs";
import { writeMagnitudes } from "./npy.mjs";
import { magnitudeScores } from "./score.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clips: { type: "string" },
    seconds: { type: "string", default: "30" },
    pairs: { type: "string", default: "3" },
  },
});
/** Scores differ by less than this between all samples and those of the file, which ends half a window earlier. */
const MARGIN = 0.02;
const [FFT, HOP] = [1024, 256];
const say = (line) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), "unspectro-wall-"));
const [S, wav] = [join(folder, "S.npy"), join(folder, "x.wav")];
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

say(
  "| clip | torchaudio, 100 rounds: dB | s | unspectro: dB | s | ratio |\n| --- | --- | --- | --- | --- | --- |",
);
const sums = [0, 0];
for (const name of values.clips?.split(",") ?? clipsOf(positionals[0])) {
  const clip = clipOf(positionals[0], name);
  const samples = repeated(clip.samples, Number(values.seconds) * clip.rate);
  const work = spectraOf({ ...clip, samples }, FFT, HOP);
  writeMagnitudes(S, work);
  const [theirs, ours] = [[], []];
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    theirs.push(torchaudio(clip, work));
    ours.push(unspectro(clip, work, theirs[0].convergence - MARGIN));
  }
  const [slow, quick] = [theirs, ours].map((runs) => median(runs.map(({ seconds }) => seconds)));
  sums[0] += slow;
  sums[1] += quick;
  const [{ convergence: a }, { convergence: b }] = [theirs[0], ours[0]];
  const cells = [a.toFixed(2), slow.toFixed(2), b.toFixed(2), quick.toFixed(2), (slow / quick).toFixed(1)];
  say(`| ${name} | ${cells.join(" | ")} |`);
}
say(`| sum | | ${sums[0].toFixed(2)} | | ${sums[1].toFixed(2)} | ${(sums[0] / sums[1]).toFixed(1)} |`);
rmSync(folder, { recursive: true });

function torchaudio({ rate }, work) {
  const python = process.env.PYTHON ?? "python3";
  return timed(python, [path("../peers/griffinlim.py"), S, wav, ...[rate, FFT, HOP, 100].map(String)], work);
}

function unspectro({ rate }, work, until) {
  const grid = ["--fft-size", `${FFT}`, "--hop", `${HOP}`, "--sample-rate", `${rate}`];
  const flags = ["--profile", "librosa", ...grid, "--wav-format", "float32", "--level", "keep"];
  const main = path("../../apps/cli/dist/main.js");
  const wish = [`--until=${until.toFixed(3)}`, "--iterations", "400"];
  return timed(process.execPath, [main, "retrieve", S, "-o", wav, ...flags, ...wish], work);
}

/** Runs a program that writes the WAV: how long it takes, and how well its magnitudes fit. */
function timed(program, args, work) {
  const began = performance.now();
  execFileSync(program, args, { stdio: "ignore" });
  const seconds = (performance.now() - began) / 1000;
  const audio = new Float64Array(work.truth.length);
  audio.set(readWav(wav).subarray(0, audio.length - FFT / 2), FFT / 2);
  return { seconds, convergence: magnitudeScores(work, audio).convergence };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
