// `unspectro retrieve --stream` on one clip again and again, longer and longer: peak memory, and seconds of sound for each
// second of one core.
//
//   node benchmarks/retrieval/stream.mjs CORPUS [--clip guitar44] [--lengths 20,80,320] [--fft-size 1024] [--hop 256]
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readWav } from "../cases/score.mjs";
import { clipOf, repeated, spectraOf } from "./corpus.mjs";
import { writeMagnitudes } from "./npy.mjs";
import { magnitudeScores } from "./score.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clip: { type: "string", default: "guitar44" },
    lengths: { type: "string", default: "20,80,320" },
    "fft-size": { type: "string", default: "1024" },
    hop: { type: "string", default: "256" },
  },
});
const [fftSize, hop] = [Number(values["fft-size"]), Number(values.hop)];
const say = (line) => process.stdout.write(`${line}\n`);
const clip = clipOf(positionals[0], values.clip);
const folder = mkdtempSync(join(tmpdir(), "unspectro-stream-"));
const main = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));
// The most that a look every 20 ms sees: the kernel's own peak counts what the process was forked from.
const usage = `let peak = 0;
setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20).unref();
process.on("exit", () => process.stdout.write(JSON.stringify({ ...process.resourceUsage(), peak })));`;
const [S, wav] = [join(folder, "S.npy"), join(folder, "x.wav")];

say("| seconds of sound | peak memory, MB | seconds of sound per second of one core | dB |");
say("| --- | --- | --- | --- |");
for (const seconds of values.lengths.split(",").map(Number)) {
  const work = spectraOf({ ...clip, samples: repeated(clip.samples, seconds * clip.rate) }, fftSize, hop);
  writeMagnitudes(S, work);
  const program = ["--import", `data:text/javascript,${encodeURIComponent(usage)}`, main];
  const grid = ["--fft-size", `${fftSize}`, "--hop", `${hop}`, "--sample-rate", `${clip.rate}`];
  const flags = ["--profile", "librosa", ...grid, "--wav-format", "float32", "--level", "keep"];
  const text = execFileSync(process.execPath, [...program, "retrieve", S, "--stream", ...flags, "-o", wav], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { peak, userCPUTime, systemCPUTime } = JSON.parse(text.toString());
  const audio = new Float64Array(work.truth.length);
  audio.set(readWav(wav).subarray(0, audio.length - fftSize / 2), fftSize / 2);
  const speed = work.truth.length / clip.rate / ((userCPUTime + systemCPUTime) / 1e6);
  const { convergence } = magnitudeScores(work, audio);
  say(`| ${seconds} | ${(peak / 2 ** 20).toFixed(0)} | ${speed.toFixed(1)} | ${convergence.toFixed(1)} |`);
}
rmSync(folder, { recursive: true });
