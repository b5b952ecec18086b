// Identifies every case of a folder without any hint, rebuilds the audio, and scores it against the truth.
//
//   node benchmarks/cases/run.mjs FOLDER [--out DIR] [--only PREFIX] [--json FILE] [--strict] [--known FILE]
//
// FOLDER/<case>/{user/<two files>, truth.json, truth.wav}. Prints what failed and a summary line; exit code 1 when a
// case was confident and wrong (or, with --strict, when any answerable case failed), 0 otherwise, also where the folder
// is absent, which is said. With --known, what FILE lists is known to fall short: exit code 1 for any other failure, and
// $COUNTS gets what passed, failed anew, and is known (counted as skipped). FILE shrinks as the method gets better.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeWindow, reconstruct } from "../../packages/core/dist/index.js";
import { firstAnswer } from "./open.mjs";
import { compare, readWav } from "./score.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const folder = args.find(
  (arg, i) => !arg.startsWith("--") && !/^--(out|only|json|known)$/.test(args[i - 1] ?? ""),
);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
if (folder === undefined || !existsSync(folder)) {
  say(`cases: skipped, there is no folder ${folder ?? "(none was given)"}`);
  process.exit(0);
}
const out = option("--out");
if (out !== undefined) mkdirSync(out, { recursive: true });
const names = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, "truth.json")) && name.startsWith(option("--only") ?? ""))
  .sort();

const rows = [];
for (const name of names) rows.push(await runCase(name));
const summary = summarise(rows);
for (const row of rows.filter((r) => !r.ok || (r.confident && !r.right))) {
  const why = row.answerable
    ? `snr ${row.snr.toFixed(1)} of ${row.need.toFixed(1)} dB`
    : `unanswerable: ${row.why}`;
  say(
    `${row.ok ? "     " : "FAIL "}${name(row)} ${why}, ${row.verdict} ${row.confidence.toFixed(3)} ${row.error ?? ""}`,
  );
}
say(summary.line);
if (option("--json") !== undefined)
  writeFileSync(option("--json"), JSON.stringify({ summary, rows }, null, 1));
if (option("--known") !== undefined) process.exit(guard(JSON.parse(readFileSync(option("--known"), "utf8"))));
process.exit(
  summary.wrong > 0 || (args.includes("--strict") && summary.atCeiling < summary.answerable) ? 1 : 0,
);

/** The exit code where some cases are known to fall short: 1 if others do. */
function guard({ cases }) {
  const bad = rows.filter((row) => !row.ok || (row.confident && !row.right));
  const anew = bad.filter((row) => !cases.includes(row.name));
  for (const row of bad) say(`${anew.includes(row) ? "NEW  " : "known"} ${row.name}`);
  if (process.env.COUNTS !== undefined)
    writeFileSync(
      process.env.COUNTS,
      `${rows.length - bad.length} ${anew.length} ${bad.length - anew.length}\n`,
    );
  return anew.length > 0 ? 1 : 0;
}

function name(row) {
  return row.name.padEnd(30);
}

async function runCase(name) {
  const truth = JSON.parse(readFileSync(join(folder, name, "truth.json"), "utf8"));
  const user = join(folder, name, "user");
  const paths = readdirSync(user).map((file) => join(user, file));
  const row = {
    name,
    answerable: truth.answerable,
    why: truth.why,
    need: truth.pass_db,
    group: truth.producer,
    how: truth.perturbation,
    verdict: "none",
    confidence: 0,
    snr: -99,
  };
  const begun = performance.now();
  try {
    const answer = await answerFor(paths);
    row.seconds = (performance.now() - begun) / 1000;
    row.verdict = answer.found.verdict;
    row.confidence = answer.found.confidence;
    row.residual = answer.found.residual;
    row.features = answer.found.weight;
    row.convention = answer.found.convention;
    if (truth.answerable && answer.audio !== undefined) {
      const clip = readWav(join(folder, name, "truth.wav"));
      Object.assign(row, compare(clip, answer.audio, heardIn(truth, answer.found.convention)));
    }
    if (out !== undefined) write(name, answer, row);
  } catch (error) {
    row.seconds = (performance.now() - begun) / 1000;
    row.error = `${error}`.split("\n")[0].slice(0, 140);
  }
  row.confident = row.verdict === "identified";
  row.right = row.answerable && row.snr >= row.need;
  row.ok = row.answerable ? row.right : !row.confident;
  return row;
}

/**
 * The half-open range of truth's samples that count and, where a lost frame leaves a hole in it (`hole`), what lies beside that;
 * where thin overlaps leave holes (`mask_holes`), which of them frames cover: those with at least a tenth of the usual sum of
 * squared windows.
 */
function heardIn({ mask, hole = [0, 0], mask_holes, stft, samples }, convention) {
  if (hole[1] > hole[0]) return { range: mask, heard: (n) => n < hole[0] || n >= hole[1] };
  if (!mask_holes || convention.geometry.hop !== stft.hop) return { range: mask };
  const window = makeWindow(convention.geometry.window);
  const cover = new Float64Array(samples);
  for (let t = 0; t < stft.frames; t++)
    for (let n = 0; n < window.length; n++) {
      const at = stft.s0 + t * stft.hop + n;
      if (at >= 0 && at < samples) cover[at] += window[n] ** 2;
    }
  const usual = cover.filter((c) => c > 0).sort();
  const least = 0.1 * usual[usual.length >> 1];
  return { range: mask, heard: (n) => cover[n] >= least };
}

/** What is found, and the sound that it gives. */
async function answerFor(paths) {
  const { found, pair } = await firstAnswer(paths);
  if (found.convention === null) return { found };
  const plan = await reconstruct(pair, found.convention);
  const audio = new Float64Array(plan.length);
  for await (const { start, samples } of plan.blocks())
    audio.set(samples[0].subarray(0, Math.max(0, plan.length - start)), start);
  return { found, audio };
}

function summarise(rows) {
  const answerable = rows.filter((r) => r.answerable);
  const others = rows.filter((r) => !r.answerable);
  const atCeiling = answerable.filter((r) => r.ok).length;
  const refused = others.filter((r) => r.ok).length;
  const wrong = rows.filter((r) => r.confident && !r.right).length;
  const ambiguous = answerable.filter((r) => r.verdict === "ambiguous").length;
  const times = rows.map((r) => r.seconds).sort((a, b) => a - b);
  const at = (share) => (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(2);
  const line = `cases: ${atCeiling} of ${answerable.length} at the ceiling (${((100 * atCeiling) / Math.max(1, answerable.length)).toFixed(1)} %), ${refused} of ${others.length} unanswerable refused, ${wrong} confident and wrong, ${ambiguous} ambiguous; seconds: median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
  return {
    answerable: answerable.length,
    atCeiling,
    unanswerable: others.length,
    refused,
    wrong,
    ambiguous,
    line,
  };
}

/** Audio as float32 WAV and a report, for other scorers. */
function write(name, { found, audio }, row) {
  writeFileSync(
    join(out, `${name}.json`),
    JSON.stringify({
      confident: found.verdict === "identified",
      confidence: found.confidence,
      seconds: row.seconds,
      verdict: found.verdict,
      convention: found.convention,
      notes: found.notes,
    }),
  );
  if (audio === undefined) return;
  const top = audio.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  const bytes = Buffer.alloc(58 + 4 * audio.length);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(50 + 4 * audio.length, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(18, 16);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(16000, 24);
  bytes.writeUInt32LE(64000, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.write("fact", 38);
  bytes.writeUInt32LE(4, 42);
  bytes.writeUInt32LE(audio.length, 46);
  bytes.write("data", 50);
  bytes.writeUInt32LE(4 * audio.length, 54);
  for (let i = 0; i < audio.length; i++) bytes.writeFloatLE(audio[i] / top, 58 + 4 * i);
  writeFileSync(join(out, `${name}.wav`), bytes);
}
