// What mending coarse files brings: each case identified, then rebuilt with rounded and clipped cells as unknowns.
//
//   node benchmarks/cases/mend.mjs CASE... [--rounds 100]
//
// Prints the naive ceiling (the plain inverse with the true parameters) and what is reached, in dB.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alignPair } from "../../packages/core/dist/index.js";
import { identify } from "../../packages/identify/dist/index.js";
import {
  binsOf,
  boundsOf,
  coarsenessOf,
  gridOf,
  repair,
  spectrumDecoder,
} from "../../packages/retrieval/dist/index.js";
import { waysToOpen } from "./open.mjs";
import { compare, readWav } from "./score.mjs";

const args = process.argv.slice(2);
const at = args.indexOf("--rounds");
const rounds = at < 0 ? 100 : Number(args[at + 1]);
for (const folder of args.filter((arg, i) => !arg.startsWith("--") && (at < 0 || i !== at + 1))) {
  const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  const { audio, damage } = await mended(join(folder, "user"));
  const { snr } = compare(readWav(join(folder, "truth.wav")), Float64Array.from(audio), {
    range: truth.mask,
  });
  process.stdout.write(`${truth.case}: ceiling ${truth.ceiling_db} dB, ${damage}: ${snr.toFixed(2)} dB\n`);
}

async function mended(user) {
  const [open] = await waysToOpen(readdirSync(user).map((file) => join(user, file)));
  const [first, second] = await open();
  const found = await identify({ first, second });
  const [magnitude, phase] = found.magnitude === 0 ? [first, second] : [second, first];
  const stored = alignPair({ magnitude, phase }, found.convention);
  const { convention, frames, bins: width } = stored;
  const { grid } = gridOf(convention, frames);
  const bins = binsOf(grid);
  const values = new Float64Array(frames * width);
  const angles = new Float64Array(frames * width);
  await stored.read(0, 0, frames, values, angles);
  const magnitudes = new Float64Array(frames * bins);
  const phases = new Float64Array(frames * bins);
  const decoder = spectrumDecoder(convention, frames);
  for (let m = 0; m < frames; m++) decoder.decode(values, angles, m, m, { magnitudes, phases, at: m * bins });
  const coarse = coarsenessOf(convention, values, angles);
  const bounds =
    coarse.magnitudes === undefined || width !== bins
      ? {}
      : { bounds: boundsFor(convention, coarse.magnitudes, values, magnitudes) };
  const phaseError = coarse.phaseError === undefined ? {} : { phaseError: coarse.phaseError };
  return repair({ grid, magnitudes, phases, ...bounds, ...phaseError }, { rounds });
}

function boundsFor(convention, steps, values, magnitudes) {
  const between = boundsOf(convention, steps);
  const lowest = new Float64Array(values.length);
  const highest = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++)
    ({ lowest: lowest[i], highest: highest[i] } = between(values[i], magnitudes[i]));
  return { lowest, highest };
}
