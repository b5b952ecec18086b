// Phases or magnitudes damaged or coarse, 1024/256: signal-to-noise ratio of the plain inverse and of the repaired sound.
import { frameTransform } from "../../packages/engine/dist/index.js";
import { repair } from "../../packages/retrieval/dist/index.js";
import { spectraOf } from "./corpus.mjs";
import { decibels, inverse, levels, noise, randomBins, randomFrames, SEED } from "./damage.mjs";
import { snr } from "./score.mjs";

/** Each: how a clip is damaged, and what is published for speech16, tts22, drums44. */
const cases = {
  levels8: { make: levels(8), published: "49.5 / 50.1 / 52.1" },
  levels16: { make: levels(16), published: "51.9 / 49.0 / 56.9" },
  frames10: { make: randomFrames(0.1), published: "141 / 140 / 98, blind" },
  frames30: { make: randomFrames(0.3), published: "42.5 / 63.2 / -, blind" },
  frames50: { make: randomFrames(0.5), published: "39.7 / 49.9 / -, blind" },
  bins10: { make: randomBins(0.1), published: "-" },
  bins30: { make: randomBins(0.3), published: "-" },
  decibels10: { make: decibels, rounds: 10, published: "53.0 / 52.8 / -" },
  decibels200: { make: decibels, rounds: 200, published: "61.1 / 62.1 / -" },
  noise: { make: noise, rounds: 500, published: "35.9 / 25.1 / 35.9" },
};
const roundsOf = { noise: { speech16: 500, tts22: 300, drums44: 300 } };

export async function damagedTable(clips, { cases: wanted, rounds: most, say }) {
  say(
    `\nDamaged or coarse, 1024/256: signal-to-noise ratio in dB, plain inverse > repaired (NumPy seed ${SEED})\n`,
  );
  const some = clips.filter(({ name }) => ["speech16", "tts22", "drums44"].includes(name));
  say(`| case | published: speech16 / tts22 / drums44 | ${some.map(({ name }) => name).join(" | ")} |`);
  say(`| --- | --- |${" --- |".repeat(some.length)}`);
  for (const name of wanted ?? Object.keys(cases)) {
    const { make, rounds, published } = cases[name];
    const cells = [];
    for (const clip of some) {
      const work = spectraOf(clip, 1024, 256);
      const input = make(work);
      const plain = inverse(work.grid, input);
      const began = performance.now();
      const { audio, damage } = await repair(
        { grid: work.grid, ...input },
        {
          rounds: most ?? roundsOf[name]?.[clip.name] ?? rounds ?? 400,
          transform: (grid) => frameTransform(grid, { arithmetic: "double" }),
        },
      );
      const seconds = (performance.now() - began) / 1000;
      cells.push(
        `${snr(work.truth, plain).toFixed(1)} > **${snr(work.truth, audio).toFixed(1)}** (${damage}, ${seconds.toFixed(1)} s)`,
      );
    }
    say(`| ${name} | ${published} | ${cells.join(" | ")} |`);
  }
}
