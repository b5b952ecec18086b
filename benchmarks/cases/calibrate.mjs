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
/** Weights of the logistic map are kept from growing without bound where right and wrong are told apart entirely. */
const RIDGE = 2e-3;

const [what, ...files] = process.argv.slice(2);
const rows = files.flatMap((file) => JSON.parse(readFileSync(file, "utf8")).rows);
if (what === "fit") fit();
else if (what === "table") table();
else throw new Error("calibrate.mjs fit|table RESULT...");

/** Logistic regression by gradient descent; every kind of evidence may only speak for what it is evidence of. */
function fit() {
  const known = rows.filter((row) => row.features !== undefined && row.features.overlap > 0);
  const points = known.map((row) => ({ x: evidenceIn(row.features), y: row.right ? 1 : 0 }));
  const weights = points[0].x.map(() => 0);
  let constant = 0;
  for (let step = 0; step < 60_000; step++) {
    const slope = weights.map((w) => RIDGE * w);
    let rise = 0;
    for (const { x, y } of points) {
      const error = (1 / (1 + Math.exp(-constant - dot(weights, x))) - y) / points.length;
      rise += error;
      for (let i = 0; i < slope.length; i++) slope[i] += error * x[i];
    }
    constant -= 0.3 * rise;
    for (let i = 0; i < weights.length; i++) weights[i] = Math.max(0, weights[i] - 0.3 * slope[i]);
  }
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

function dot(a, b) {
  return a.reduce((sum, v, i) => sum + v * b[i], 0);
}

function statedBy(row) {
  if (row.features === undefined) return row.confidence ?? 0;
  return row.features.overlap > 0 ? confidenceOf(row.features) : row.confidence;
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
