// The default beside its rivals on the same magnitudes at equal cost: mean spectral convergence in dB, clip by clip.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { frameTransform, magnitudeRounds } from "../../packages/engine/dist/index.js";
import { retrieve } from "../../packages/retrieval/dist/index.js";
import { readWav } from "../cases/score.mjs";
import { spectraOf } from "./corpus.mjs";
import { writeMagnitudes } from "./npy.mjs";
import { magnitudeScores, mean } from "./score.mjs";

const settings = [
  [1024, 256, 32],
  [1024, 256, 100],
  [1024, 256, 500],
  [1024, 128, 32],
  [1024, 128, 100],
  [2048, 512, 32],
  [2048, 512, 100],
  [2048, 256, 32],
  [2048, 256, 100],
];

/** Each: the rival's name, and a clip's audio by it. */
const ours = (options) => async (work, rounds, seed) => {
  const magnitudes = Float32Array.from(work.magnitudes);
  const engine = { transform: frameTransform, magnitudeRounds };
  return (await retrieve({ grid: work.grid, magnitudes }, { rounds, seed, ...options, ...engine })).audio;
};
const rivals = {
  "torchaudio fast Griffin-Lim": torchaudio,
  "PGHI, fast (0.99)": ours({ start: "pghi", method: "fast-griffin-lim" }),
  "PGHI, accelerated (1, 1.1, 1.25)": ours({ start: "pghi", method: "accelerated-griffin-lim" }),
  "PGHI, ADMM (0.1)": ours({ start: "pghi", method: "admm" }),
  here: ours({}),
};

export async function rivalsTable(clips, { settings: wanted, seed, say }) {
  say(`\nThe default and its rivals: spectral convergence in dB at equal cost\n`);
  say(`| FFT/hop | rounds | method | mean | ${clips.map(({ name }) => name).join(" | ")} |`);
  say(`| --- | --- | --- | --- |${" --- |".repeat(clips.length)}`);
  for (const [fftSize, hop, rounds] of wanted ?? settings) {
    for (const [name, audioOf] of Object.entries(rivals)) {
      const scores = [];
      for (const clip of clips) {
        const work = spectraOf(clip, fftSize, hop);
        const audio = await audioOf(work, rounds, seed, clip.rate);
        if (audio !== undefined) scores.push(magnitudeScores(work, audio).convergence);
      }
      if (scores.length === 0) continue;
      const cells = scores.map((score) => score.toFixed(1)).join(" | ");
      say(`| ${fftSize}/${hop} | ${rounds} | ${name} | **${mean(scores).toFixed(2)}** | ${cells} |`);
    }
  }
}

/** Undefined where there is no torchaudio. */
function torchaudio({ grid, bins, truth, magnitudes }, rounds, _seed, rate) {
  const folder = mkdtempSync(join(tmpdir(), "unspectro-rival-"));
  try {
    const [S, wav] = [join(folder, "S.npy"), join(folder, "x.wav")];
    writeMagnitudes(S, { grid, bins, magnitudes });
    const script = fileURLToPath(new URL("../peers/griffinlim.py", import.meta.url));
    const numbers = [rate, grid.fftSize, grid.hop, rounds].map(String);
    execFileSync(process.env.PYTHON ?? "python3", [script, S, wav, ...numbers], { stdio: "ignore" });
    const audio = new Float64Array(truth.length);
    audio.set(readWav(wav).subarray(0, audio.length - grid.fftSize / 2), grid.fftSize / 2);
    return audio;
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
