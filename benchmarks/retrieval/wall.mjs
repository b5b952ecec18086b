// Whole processes in turn, A B A B: torchaudio's fast Griffin-Lim with 100 rounds, and `unspectro retrieve` with as many rounds
// as it takes to be as good. Prints both qualities, the medians and their ratio.
//
//   PYTHON=python3 node benchmarks/retrieval/wall.mjs CORPUS [--clip guitar44] [--seconds 30] [--iterations 24] [--pairs 3]
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
    seconds: { type: "string", default: "30" },
    iterations: { type: "string", default: "24" },
    pairs: { type: "string", default: "3" },
  },
});
const say = (line) => process.stdout.write(`${line}\n`);
const clip = clipOf(positionals[0], values.clip);
const folder = mkdtempSync(join(tmpdir(), "unspectro-wall-"));
const S = join(folder, "S.npy");
const work = spectraOf(
  { ...clip, samples: repeated(clip.samples, Number(values.seconds) * clip.rate) },
  1024,
  256,
);
writeMagnitudes(S, work);

const here = fileURLToPath(new URL(".", import.meta.url));
const ways = {
  torchaudio: [
    process.env.PYTHON ?? "python3",
    [
      join(here, "../peers/griffinlim.py"),
      S,
      join(folder, "torchaudio.wav"),
      String(clip.rate),
      "1024",
      "256",
      "100",
    ],
  ],
  unspectro: [
    process.execPath,
    [
      ...[join(here, "../../apps/cli/dist/main.js"), "retrieve", S, "-o", join(folder, "unspectro.wav")],
      ...["--profile", "librosa", "--fft-size", "1024", "--hop", "256", "--sample-rate", String(clip.rate)],
      ...["--wav-format", "float32", "--level", "keep", "--iterations", values.iterations],
    ],
  ],
};
const times = { torchaudio: [], unspectro: [] };
for (let pair = 0; pair < Number(values.pairs); pair++)
  for (const [name, [program, args]] of Object.entries(ways)) {
    const began = performance.now();
    execFileSync(program, args, { stdio: "ignore" });
    times[name].push((performance.now() - began) / 1000);
  }
for (const name of Object.keys(ways)) {
  const sound = readWav(join(folder, `${name}.wav`));
  const audio = new Float64Array(work.truth.length);
  audio.set(sound.subarray(0, audio.length - 512), 512);
  const { convergence } = magnitudeScores(work, audio);
  say(
    `${name.padEnd(10)} ${convergence.toFixed(1)} dB in ${median(times[name]).toFixed(2)} s (median of ${times[name].length})`,
  );
}
say(`ratio ${(median(times.torchaudio) / median(times.unspectro)).toFixed(1)}`);
rmSync(folder, { recursive: true });

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
