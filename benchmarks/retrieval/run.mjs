// Phase retrieval and repair over a corpus of clips, beside the best published figures for the same clips.
//
//   node benchmarks/retrieval/run.mjs CORPUS [magnitudes] [rivals] [streaming] [damaged]
//     [--setting FFT/HOP/ROUNDS]... [--method NAME] [--start NAME] [--clips a,b] [--cases a,b] [--rounds N] [--seed 0]
//
// CORPUS/<clip>.wav, 16 bit, mono (make-heldout.sh makes one). Prints tables; no words after CORPUS: all of them.
// `rivals` runs torchaudio too where PYTHON (default python3) has it.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { clipOf, clipsOf } from "./corpus.mjs";
import { damagedTable } from "./damaged.mjs";
import { magnitudeTables, streamingTable } from "./magnitudes.mjs";
import { rivalsTable } from "./rivals.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    setting: { type: "string", multiple: true },
    method: { type: "string" },
    start: { type: "string" },
    clips: { type: "string" },
    cases: { type: "string" },
    rounds: { type: "string" },
    seed: { type: "string" },
  },
});
const [folder, ...tables] = positionals;
if (folder === undefined || !existsSync(folder)) {
  say(`retrieval: skipped, there is no folder ${folder ?? "(none was given)"}`);
  process.exit(0);
}
const clips = (values.clips?.split(",") ?? clipsOf(folder))
  .map((name) => clipOf(folder, name))
  .filter(Boolean);
const options = {
  say,
  seed: Number(values.seed ?? 0),
  settings: values.setting?.map((text) => text.split("/").map(Number)),
  method: values.method,
  start: values.start,
  cases: values.cases?.split(","),
  rounds: values.rounds === undefined ? undefined : Number(values.rounds),
};
const wants = (name) => tables.length === 0 || tables.includes(name);
if (wants("magnitudes")) await magnitudeTables(clips, options);
if (wants("rivals")) await rivalsTable(clips, options);
if (wants("streaming")) streamingTable(clips, options);
if (wants("damaged")) await damagedTable(clips, options);
