// Every row of the reference figures, ours beside them, with times: node packages/duals/bench/table.mjs
// (after a build). The figures to reach are those of test/fixtures; the tests hold them, this prints them.
import { readFileSync } from "node:fs";
import { makeWindow } from "@unspectro/core";
import {
  bankBounds,
  describeBank,
  describeDual,
  dualityError,
  dualSpace,
  extendedLappedPrototype,
  frameBounds,
  inverseSpace,
  makeBank,
  measureBank,
  modulatedBank,
  optimiseBank,
  optimiseDual,
  throughBanks,
} from "@unspectro/duals";

const fixture = (name) =>
  JSON.parse(readFileSync(new URL(`../test/fixtures/${name}`, import.meta.url), "utf8"));
const print = (...cells) => process.stdout.write(`| ${cells.join(" | ")} |\n`);
const heading = (text, ...columns) => {
  process.stdout.write(`\n### ${text}\n\n`);
  print(...columns);
  print(...columns.map(() => "---"));
};
const free = Number.POSITIVE_INFINITY;

/** The result and the median of five times, in milliseconds. */
function timed(action) {
  let result;
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    result = action();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return [result, `${times[2].toFixed(1)} ms`];
}

const decibels = (value) => `${value < 0.0005 ? "" : "+"}${Math.abs(value).toFixed(3)}`;
const three = ({ timeSpread, frequencySpread, noiseAboveCanonical }) =>
  `${timeSpread.toFixed(2)}, ${frequencySpread.toFixed(5)}, ${decibels(noiseAboveCanonical)}`;
const product = (dual) =>
  `${(dual.timeSpread * dual.frequencySpread).toFixed(2)}, ${decibels(dual.noiseAboveCanonical)}`;
const frameOf = ({ family, length, fftSize, hop }) => ({
  window: makeWindow({ family, length, symmetric: family === "sine" }),
  fftSize,
  hop,
});
const titleOf = ({ family, length, fftSize, hop }) => `${family} ${length}/${fftSize}/${hop}`;

const { rows, gabfirdual } = fixture("windows.json");

heading(
  "Windows: bounds and canonical dual",
  "window N/M/hop",
  "A, B",
  "printed",
  "st, sf, noise gain",
  "printed",
);
for (const row of rows) {
  const frame = frameOf(row);
  const { lower, upper } = frameBounds(frame);
  const space = dualSpace(frame);
  const { timeSpread, frequencySpread, noiseGain } = describeDual(space, space.canonical);
  print(
    titleOf(row),
    `${lower.toPrecision(6)}, ${upper.toPrecision(6)}`,
    row.bounds.join(", "),
    `${timeSpread.toFixed(2)}, ${frequencySpread.toFixed(5)}, ${noiseGain.toExponential(5)}`,
    row.canonical.join(", "),
  );
}

heading(
  "Windows: optimised (st, sf, +dB noise)",
  "window N/M/hop",
  ...[
    "least st",
    "printed",
    "time",
    "least sf",
    "printed",
    "time",
    "product, +dB",
    "printed",
    "time",
    "worst duality error",
  ],
);
for (const row of rows) {
  const frame = frameOf(row);
  const space = dualSpace(frame);
  const [inTime, timeTaken] = timed(() => optimiseDual(space, { time: 1, noiseCap: free }));
  const [inFrequency, frequencyTaken] = timed(() => optimiseDual(space, { frequency: 1, noiseCap: free }));
  const noiseCap = row.product.noise === undefined ? free : Number(row.product.noise);
  const goal = { product: { product: 1 }, mixed: { time: 0.5, frequency: 0.5 }, frequency: { frequency: 1 } };
  const [both, bothTaken] = timed(() => optimiseDual(space, { ...goal[row.product.goal], noiseCap }));
  const worst = Math.max(...[inTime, inFrequency, both].map(({ window }) => dualityError(frame, window)));
  print(
    titleOf(row),
    three(inTime),
    row.time.join(", "),
    timeTaken,
    three(inFrequency),
    row.frequency.join(", "),
    frequencyTaken,
    product(both),
    `${row.product.value} (${row.product.goal})`,
    bothTaken,
    worst.toExponential(1),
  );
}

heading("Against gabfirdual at no more noise", "window N/M/hop", "gabfirdual, +dB", "ours, +dB", "time");
for (const row of gabfirdual) {
  const space = dualSpace(frameOf(row));
  const [best, taken] = timed(() => optimiseDual(space, { product: 1, noiseCap: row.noise }));
  print(titleOf(row), `${row.product}, +${row.noise}`, product(best), taken);
}

/** With every block of N taps turned round, as the reference study lists its filters. */
function turned(space) {
  const { bank, width } = space;
  const minimumNorm = new Float64Array(space.minimumNorm.length);
  for (let r = 0; r < bank.decimation; r++) {
    minimumNorm.set(
      space.minimumNorm.subarray(r * width, (r + 1) * width),
      (bank.decimation - 1 - r) * width,
    );
  }
  return { ...space, minimumNorm, bank: { ...bank, imaginary: bank.imaginary.map((tap) => -tap) } };
}

/** The filters themselves, every block of N taps turned round. */
function turnedTaps(bank) {
  const { channels, decimation, length } = bank;
  const taps = makeBank(channels, decimation, length, (i, p) => {
    const tap = i * length + p - (p % decimation) + decimation - 1 - (p % decimation);
    return [bank.real[tap], bank.imaginary[tap]];
  });
  return { ...taps, delay: bank.delay };
}

function prototype({ prototype: name, decimation, overlap }) {
  if (name === "extended-lapped") return extendedLappedPrototype(decimation);
  const power = { sine: 1, "sine-squared": 2, rectangular: 0 }[name];
  const length = overlap * decimation;
  return Float64Array.from({ length }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / length) ** power);
}

const measures = ({ timeSpread, frequencySpread }) =>
  `${timeSpread.toFixed(3)}, ${frequencySpread.toFixed(3)}`;
const costly = (inverse) => `${measures(inverse)}, ${decibels(inverse.noiseAboveMinimum)}`;

heading(
  "Banks as the study lists them (blocks turned round)",
  ...["bank", "A, B", "printed", "p", "printed", "least norm, p", "printed", "p + 2", "printed"],
  ...["least st + .1 energy", "printed", "least sf + .1 energy", "printed"],
);
const banks = fixture("banks.json").rows.map((row) => {
  const bank = modulatedBank(prototype(row), row.channels, row.decimation);
  const least = inverseSpace(bank);
  const longer = inverseSpace(bank, { frames: least.frames + 2 });
  return {
    row,
    bank,
    least,
    longer,
    name: `${row.prototype} N${row.decimation} M${row.channels} k${row.overlap}`,
  };
});
for (const { row, bank, least, longer, name } of banks) {
  const { lower, upper } = bankBounds(bank);
  const noisy = { noise: 0.1, noiseCap: free };
  print(
    name,
    `${lower.toPrecision(4)}, ${upper.toPrecision(4)}`,
    row.bounds.join(", "),
    least.frames,
    row.frames,
    measures(describeBank(turned(least))),
    row.least.join(", "),
    measures(describeBank(turned(longer))),
    row.longer.join(", "),
    costly(optimiseBank(turned(longer), { time: 1, ...noisy })),
    row.time.join(", "),
    costly(optimiseBank(turned(longer), { frequency: 1, ...noisy })),
    row.frequency.join(", "),
  );
}

heading(
  "Banks in the order of time, p + 2 frames, noise capped at the study's",
  ...["bank", "least norm", "the study's least st", "ours, +dB", "time"],
  ...["the study's least sf", "ours, +dB", "time", "worst reconstruction error"],
);
const signal = Float64Array.from({ length: 2000 }, (_, n) => Math.sin(0.37 * n * n));
for (const { bank, longer, name } of banks) {
  const cells = [name, measures(describeBank(longer))];
  let worst = 0;
  for (const kind of ["time", "frequency"]) {
    const study = optimiseBank(turned(longer), { [kind]: 1, noise: 0.1, noiseCap: free });
    const straight = measureBank(turnedTaps(study.bank), bank);
    const noiseCap = study.noiseAboveMinimum;
    const [ours, taken] = timed(() => optimiseBank(longer, { [kind]: 1, noiseCap }));
    const back = throughBanks(bank, ours.bank, signal);
    worst = Math.max(worst, ...signal.map((value, n) => Math.abs(value - back[n])));
    cells.push(costly({ ...straight, noiseAboveMinimum: noiseCap }), costly(ours), taken);
  }
  print(...cells, worst.toExponential(1));
}
