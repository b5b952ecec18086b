// Magnitudes alone: spectral convergence after so many STFT + ISTFT pairs, and frame by frame.
import { frameTransform, magnitudeRounds } from "../../packages/engine/dist/index.js";
import { retrieve, streamingRetrieval } from "../../packages/retrieval/dist/index.js";
import { spectraOf } from "./corpus.mjs";
import { magnitudeScores, mean } from "./score.mjs";

/** Published: the same magnitudes, scores and number of rounds; [FFT, hop, rounds]. */
const published = [
  { setting: [1024, 256, 32], rivals: "torchaudio FGLA -24.3, PGHI + AGLA -31.1", best: -31.1 },
  { setting: [1024, 256, 100], rivals: "torchaudio FGLA -30.2, PGHI + AGLA -33.7", best: -33.7 },
  { setting: [1024, 256, 500], rivals: "torchaudio FGLA -34.1, PGHI + FGLA -36.3", best: -36.3 },
  { setting: [1024, 128, 100], rivals: "torchaudio FGLA -29.7, PGHI + AGLA -36.9", best: -36.9 },
  { setting: [2048, 512, 100], rivals: "torchaudio FGLA -29.7, PGHI + AGLA -35.2", best: -35.2 },
  { setting: [2048, 256, 100], rivals: "torchaudio FGLA -30.1, PGHI + AGLA -37.0", best: -37.0 },
];

export async function magnitudeTables(clips, { settings, method, start, seed, say }) {
  const wanted =
    settings?.map(
      (setting) =>
        published.find((row) => row.setting.join() === setting.join()) ?? { setting, rivals: "", best: 0 },
    ) ?? published;
  say("\nMagnitudes alone: mean spectral convergence in dB (log-spectral distance in dB)\n");
  say("| FFT/hop | rounds | published | here | each clip | seconds |\n| --- | --- | --- | --- | --- | --- |");
  for (const { setting, rivals } of wanted) {
    const [fftSize, hop, rounds] = setting;
    const scores = [];
    let seconds = 0;
    for (const clip of clips) {
      const work = spectraOf(clip, fftSize, hop);
      const magnitudes = Float32Array.from(work.magnitudes);
      const { audio, ...run } = await retrieve(
        { grid: work.grid, magnitudes },
        { rounds, seed, method, start, transform: frameTransform, magnitudeRounds },
      );
      seconds += run.seconds;
      scores.push(magnitudeScores(work, audio));
    }
    const each = clips.map(({ name }, i) => `${name} ${scores[i].convergence.toFixed(1)}`).join(", ");
    const convergence = mean(scores.map((score) => score.convergence)).toFixed(2);
    const distance = mean(scores.map((score) => score.distance)).toFixed(2);
    say(
      `| ${fftSize}/${hop} | ${rounds} | ${rivals} | **${convergence}** (${distance}) | ${each} | ${seconds.toFixed(1)} |`,
    );
  }
}

export function streamingTable(clips, { say }) {
  say("\nFrame by frame, four frames ahead, 1024/256; published: gsrtisila (16) + rtpghi -30.5 dB\n");
  say(
    "| rounds | mean convergence, dB | each clip | audio seconds per CPU second (slowest clip) |\n| --- | --- | --- | --- |",
  );
  for (const rounds of [8, 16]) {
    const scores = [];
    const speeds = [];
    for (const clip of clips) {
      const { grid, bins, magnitudes, ...work } = spectraOf(clip, 1024, 256);
      const began = process.cpuUsage();
      const stream = streamingRetrieval(grid, { rounds, transform: frameTransform });
      const audio = new Float64Array(work.truth.length);
      let at = 0;
      const put = (piece) => {
        if (piece === undefined) return;
        audio.set(piece.subarray(0, audio.length - at), at);
        at += piece.length;
      };
      for (let m = 0; m < grid.frames; m++) put(stream.push(magnitudes.subarray(m * bins, (m + 1) * bins)));
      put(stream.flush());
      const { user, system } = process.cpuUsage(began);
      speeds.push(clip.samples.length / clip.rate / ((user + system) / 1e6));
      scores.push(magnitudeScores({ grid, bins, magnitudes }, audio).convergence);
    }
    const each = clips.map(({ name }, i) => `${name} ${scores[i].toFixed(1)}`).join(", ");
    say(`| ${rounds} | **${mean(scores).toFixed(2)}** | ${each} | ${Math.min(...speeds).toFixed(1)} |`);
  }
}
