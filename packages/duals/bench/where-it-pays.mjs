// Where a synthesis window other than the canonical one pays, on real speech:
//   node packages/duals/bench/where-it-pays.mjs [speech.wav]     (after a build)
// Frames of examples/speech are damaged, then inverted with each preset; what is measured is the error in the audio.
import { readFileSync } from "node:fs";
import { istft, realFft, resolveConvention, stft } from "@unspectro/core";
import { frameOf, synthesisWindow } from "@unspectro/duals";

const path = process.argv[2] ?? new URL("../../../examples/speech/original.wav", import.meta.url);
const { samples: audio, sampleRate } = readPcm16(readFileSync(path));
const PRESETS = ["canonical", "smooth", "short"];
const print = (...cells) => process.stdout.write(`| ${cells.join(" | ")} |\n`);
const heading = (text, ...columns) => {
  process.stdout.write(`\n### ${text}\n\n`);
  print(...columns);
  print(...columns.map(() => "---"));
};
const decibels = (ratio) => (10 * Math.log10(ratio)).toFixed(1).replace("-0.0", "0.0");
const energy = (values) => values.reduce((sum, value) => sum + value * value, 0);

/** Mono PCM of 16 bits, which is what the example is. */
function readPcm16(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = bytes.indexOf("data") + 8;
  const samples = Float64Array.from(
    { length: view.getUint32(at - 4, true) / 2 },
    (_, n) => view.getInt16(at + 2 * n, true) / 32768,
  );
  return { samples, sampleRate: view.getUint32(24, true) };
}

function conventionOf({ family, length, fftSize, hop, start = "half-window" }) {
  const window = { family, length, symmetric: false };
  const geometry = { window, fftSize, hop, start, padding: "zeros", tail: "touch", length: audio.length };
  const given = { geometry, layout: { frames: "rows" } };
  return resolveConvention({ given }).convention;
}

/** The error that `damage` does to the audio, for each preset. */
function errors(setting, damage) {
  const convention = conventionOf(setting);
  const whole = stft(audio, convention, true);
  const damaged = { ...whole, magnitude: whole.magnitude.slice() };
  damage(damaged.magnitude, whole.bins, whole.frames);
  const frame = frameOf(convention.geometry);
  return PRESETS.map((name) => {
    const { window: synthesis, noiseAboveCanonical } = synthesisWindow(frame, name);
    const exact = istft(whole, convention, { synthesis });
    const broken = istft(damaged, convention, { synthesis });
    return { name, noiseAboveCanonical, error: broken.map((value, n) => value - exact[n]) };
  });
}

/** Numbers that look random and are the same on every run. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The shortest stretch that holds `share` of the energy, in samples. */
function extent(error, share) {
  const wanted = share * energy(error);
  let best = error.length;
  let held = 0;
  for (let from = 0, to = 0; to < error.length; to++) {
    held += error[to] ** 2;
    while (held - error[from] ** 2 >= wanted) held -= error[from++] ** 2;
    if (held >= wanted) best = Math.min(best, to - from + 1);
  }
  return best;
}

const title = ({ family, length, fftSize, hop, start }) =>
  `${family} ${length}, FFT ${fftSize}, hop ${hop}${start === "zero" ? ", not padded" : ""}`;

/** One frame in the middle of a word gets random phases: how long does the damage sound? */
function oneFrame(setting, where) {
  const results = errors(setting, (cells, bins) => {
    const random = numbers(1);
    const frame = Math.round((where * sampleRate) / setting.hop);
    for (let k = 0; k < bins; k++) {
      const at = 2 * (frame * bins + k);
      const magnitude = Math.hypot(cells[at], cells[at + 1]);
      const angle = 2 * Math.PI * random();
      cells[at] = magnitude * Math.cos(angle);
      cells[at + 1] = magnitude * Math.sin(angle);
    }
  });
  const reference = energy(results[0].error);
  for (const { name, error, noiseAboveCanonical } of results) {
    const half = ((extent(error, 0.5) / sampleRate) * 1000).toFixed(1);
    const most = ((extent(error, 0.99) / sampleRate) * 1000).toFixed(1);
    print(
      title(setting),
      name,
      `${half} ms`,
      `${most} ms`,
      decibels(energy(error) / reference),
      noiseAboveCanonical.toFixed(2),
    );
  }
}

/** A band of bins is taken away in every frame: how much of what changes lies outside the band? */
function oneBand(setting, low, high) {
  const width = sampleRate / setting.fftSize;
  const [first, last] = [Math.round(low / width), Math.round(high / width)];
  const results = errors(setting, (cells, bins, frames) => {
    for (let m = 0; m < frames; m++)
      for (let k = first; k <= last; k++) cells.fill(0, 2 * (m * bins + k), 2 * (m * bins + k + 1));
  });
  for (const { name, error, noiseAboveCanonical } of results) {
    const outside = [1, 3].map((margin) => {
      const [from, to] = [(first - margin) * width, (last + margin) * width];
      return decibels(shareOutside(error, from, to));
    });
    print(title(setting), name, ...outside, noiseAboveCanonical.toFixed(2));
  }
}

function shareOutside(error, from, to) {
  const fft = realFft(error.length);
  const spectrum = new Float64Array(2 * fft.bins);
  fft.forward(error, spectrum);
  let outside = 0;
  let all = 0;
  for (let k = 0; k < fft.bins; k++) {
    const power = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
    const frequency = (k * sampleRate) / error.length;
    all += power;
    if (frequency < from || frequency > to) outside += power;
  }
  return outside / all;
}

/** White noise on every number, `depth` below the frames' mean power: how loud is it in the audio? */
function everywhere(setting, depth) {
  const results = errors(setting, (cells) => {
    const random = numbers(2);
    const deviation = Math.sqrt((energy(cells) / cells.length) * 10 ** (depth / 10));
    const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    for (let i = 0; i < cells.length; i++) cells[i] += deviation * gaussian();
  });
  const reference = energy(results[0].error);
  for (const { name, error, noiseAboveCanonical } of results) {
    print(
      title(setting),
      name,
      decibels(energy(error) / energy(audio)),
      decibels(energy(error) / reference),
      noiseAboveCanonical.toFixed(2),
    );
  }
}

const usual = { family: "hann", length: 1024, fftSize: 1024, hop: 256 };
const long = { family: "hann", length: 2048, fftSize: 2048, hop: 256 };
const rectangular = { family: "rectangular", length: 1024, fftSize: 1024, hop: 256 };
const low = { family: "hann", length: 1024, fftSize: 1024, hop: 640 };
const half = { family: "hann", length: 1024, fftSize: 1024, hop: 512 };
const folded = { family: "hann", length: 1024, fftSize: 512, hop: 128 };

heading(
  "One frame with random phases, 1.2 s into the speech",
  "files",
  "synthesis",
  "half of the error lies in",
  "99 % in",
  "energy against canonical, dB",
  "white noise against canonical, dB",
);
for (const setting of [usual, long, folded]) oneFrame(setting, 1.2);

heading(
  "A band muted, 1000 to 1200 Hz: share of the change that lies outside it, dB",
  "files",
  "synthesis",
  "beyond 1 bin",
  "beyond 3 bins",
  "white noise against canonical, dB",
);
for (const setting of [rectangular, half, folded, low]) oneBand(setting, 1000, 1200);

heading(
  "White noise on every number, 40 dB below",
  "files",
  "synthesis",
  "error in the audio, dB",
  "against canonical, dB",
  "by theory, dB",
);
for (const setting of [usual, rectangular, low, folded, { ...folded, start: "zero" }])
  everywhere(setting, -40);
