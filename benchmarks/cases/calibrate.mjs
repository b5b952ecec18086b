// Fits the confidence that identification states to the share of right answers, and prints how well it holds.
//
//   node benchmarks/cases/calibrate.mjs fit RESULT...      writes packages/identify/src/result/calibration.ts
//   node benchmarks/cases/calibrate.mjs table RESULT...    stated confidence against the share right, by bins
//
// RESULT: files that `run.mjs --json` wrote. An answer is right when the audio made with it reaches the case's ceiling.
// Fit on some seeds, print the table for others.
import { readFileSync, writeFileSync } from "node:fs";
import { confidenceOf, evidenceIn } from "../../packages/identify/dist/result/verdict.js";

const TARGET = new URL("../../packages/identify/src/result/calibration.ts", import.meta.url);
const BINS = [0, 0.1, 0.5, 0.8, 0.95, 0.99, 1];
/** What each kind of evidence weighs where cases are silent, and how strongly weights are kept near it. */
const BEFORE = [1.5, 5, 1.5, 1.5, 1.5, 2, 2, 0.5, 3, 0.7, 1, 0.3];
const RIDGE = 3e-3;
/** What is wrong counts so many times: confident and wrong is worse than right and refused. */
const WORSE = 4;
/** A ceiling this low, in dB, is reached by any sound: nothing is learnt from it. */
const NO_CEILING = 3;

const [what, ...files] = process.argv.slice(2);
const rows = files.flatMap((file) => JSON.parse(readFileSync(file, "utf8")).rows);
if (what === "fit") fit();
else if (what === "table") table();
else throw new Error("calibrate.mjs fit|table RESULT...");

/** Logistic regression by gradient descent on scaled evidence; every kind of it may only speak for what it is evidence of. */
function fit() {
  const known = rows.filter(
    ({ features, verdict, answerable, need }) =>
      features?.overlap > 0 && verdict !== "ambiguous" && (!answerable || need >= NO_CEILING),
  );
  const points = known.map((row) => ({
    x: evidenceIn(row.features),
    y: row.right ? 1 : 0,
    count: row.right ? 1 : WORSE,
  }));
  const total = points.reduce((sum, { count }) => sum + count, 0);
  const spread = points[0].x.map((_, i) => Math.max(0.2, deviation(points.map(({ x }) => x[i]))));
  const before = spread.map((s, i) => s * BEFORE[i]);
  const scaled = before.slice();
  let constant = 0;
  for (let step = 0; step < 60_000; step++) {
    const slope = scaled.map((w, i) => RIDGE * (w - before[i]));
    let rise = 0;
    for (const { x, y, count } of points) {
      const sum = x.reduce((a, v, i) => a + (scaled[i] * v) / spread[i], constant);
      const error = ((1 / (1 + Math.exp(-sum)) - y) * count) / total;
      rise += error;
      for (let i = 0; i < slope.length; i++) slope[i] += (error * x[i]) / spread[i];
    }
    constant -= 0.1 * rise;
    for (let i = 0; i < scaled.length; i++) scaled[i] = Math.max(0, scaled[i] - 0.1 * slope[i]);
  }
  const weights = scaled.map((w, i) => w / spread[i]);
  const list = weights.map((w) => w.toFixed(3)).join(", ");
  writeFileSync(
    TARGET,
    `/** Made by \`node benchmarks/cases/calibrate.mjs fit\` (docs/identification.md names the cases): what evidence weighs. */
export const CALIBRATION: { readonly constant: number; readonly weights: readonly number[] } = {
  constant: ${constant.toFixed(3)},
  weights: [${list}],
};
`,
  );
  process.stdout.write(
    `${points.length} answers, ${points.filter(({ y }) => y === 0).length} wrong: constant ${constant.toFixed(3)}, weights ${list}\n`,
  );
}

function deviation(values) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
}

function statedBy(row) {
  if (row.features === undefined) return row.confidence ?? 0;
  const stated = row.features.overlap > 0 ? confidenceOf(row.features) : row.confidence;
  return row.verdict === "ambiguous" ? Math.min(stated, 0.5) : stated;
}

function table() {
  const all = rows.map((row) => ({ stated: statedBy(row), right: row.right ? 1 : 0 }));
  const mean = (list, key) => list.reduce((sum, r) => sum + r[key], 0) / list.length;
  process.stdout.write(
    "| stated       | answers | mean stated | right |\n| ------------ | ------- | ----------- | ----- |\n",
  );
  for (let b = 0; b + 1 < BINS.length; b++) {
    const last = b + 2 === BINS.length;
    const inside = all.filter((r) => r.stated >= BINS[b] && (last || r.stated < BINS[b + 1]));
    if (inside.length === 0) continue;
    const label = `${BINS[b]} to ${BINS[b + 1]}`.padEnd(12);
    process.stdout.write(
      `| ${label} | ${String(inside.length).padEnd(7)} | ${mean(inside, "stated").toFixed(3).padEnd(11)} | ${mean(inside, "right").toFixed(3)} |\n`,
    );
  }
  const error = mean(
    all.map((r) => ({ e: (r.stated - r.right) ** 2 })),
    "e",
  );
  process.stdout.write(`${all.length} answers, Brier score ${error.toFixed(4)}\n`);
}
