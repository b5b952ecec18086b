// Signal-to-noise ratio of recovered audio against the truth: best integer shift, then least-squares gain.
import { readFileSync } from "node:fs";
import { complexFft } from "../../packages/core/dist/index.js";

/** Mono samples of a WAV file: 16-bit PCM, float32 or float64. */
export function readWav(path) {
  const bytes = readFileSync(path);
  let format;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === "fmt ") format = { tag: bytes.readUInt16LE(at + 8), bits: bytes.readUInt16LE(at + 22) };
    if (id === "data") return samplesOf(bytes.subarray(at + 8, at + 8 + size), format);
    at += 8 + size + (size & 1);
  }
  throw new Error(`${path}: no data`);
}

function samplesOf(data, { tag, bits }) {
  const width = bits / 8;
  const read =
    tag === 3
      ? bits === 32
        ? (i) => data.readFloatLE(i)
        : (i) => data.readDoubleLE(i)
      : (i) => data.readInt16LE(i) / 32768;
  return Float64Array.from({ length: Math.floor(data.length / width) }, (_, i) => read(i * width));
}

/**
 * @param range half-open range of truth's samples that count
 * @param heard which of them do; all where it is left out
 * @returns decibels, the shift and the gain that give them
 */
export function compare(truth, recovered, { range: [from, to], heard = () => true }) {
  const n = truth.length;
  const size = 2 ** Math.ceil(Math.log2(n + recovered.length + 1));
  const fft = complexFft(size);
  const ones = truth.map((_, i) => (i >= from && i < to && heard(i) ? 1 : 0));
  const masked = truth.map((v, i) => v * ones[i]);
  const r = transform(fft, recovered);
  const cross = correlate(fft, transform(fft, masked), r);
  const power = correlate(
    fft,
    transform(fft, ones),
    transform(
      fft,
      recovered.map((v) => v * v),
    ),
  );
  const floor = 1e-6 * Math.max(...chunkMax(power));
  const merit = cross.map((c, i) => (c * c) / Math.max(power[i], floor, 1e-300));
  const best = Array.from(merit.keys())
    .sort((a, b) => merit[b] - merit[a])
    .slice(0, 12);
  let top = { snr: -99, shift: 0, gain: 0 };
  for (const lag of best) {
    const shift = lag < n ? lag : lag - size;
    const got = snrAt(masked, recovered, shift, ones);
    if (got.snr > top.snr) top = { ...got, shift };
  }
  return top;
}

function* chunkMax(values) {
  for (let i = 0; i < values.length; i += 4096) yield Math.max(...values.subarray(i, i + 4096));
}

function transform(fft, values) {
  const time = new Float64Array(2 * fft.size);
  for (let i = 0; i < values.length; i++) time[2 * i] = values[i];
  const out = new Float64Array(2 * fft.size);
  fft.forward(time, out);
  return out;
}

/** sum over i of a[i + lag] b[i]. */
function correlate(fft, a, b) {
  const product = new Float64Array(a.length);
  for (let k = 0; k < a.length; k += 2) {
    product[k] = a[k] * b[k] + a[k + 1] * b[k + 1];
    product[k + 1] = a[k + 1] * b[k] - a[k] * b[k + 1];
  }
  const out = new Float64Array(a.length);
  fft.inverse(product, out);
  return Float64Array.from({ length: fft.size }, (_, i) => out[2 * i]);
}

function snrAt(truth, recovered, shift, ones) {
  let tr = 0;
  let rr = 0;
  let tt = 0;
  const at = (i) => recovered[i - shift] ?? 0;
  for (let i = 0; i < ones.length; i++) {
    if (ones[i] === 0) continue;
    tr += truth[i] * at(i);
    rr += at(i) ** 2;
    tt += truth[i] ** 2;
  }
  if (!(rr > 0)) return { snr: -99, gain: 0 };
  const gain = tr / rr;
  let error = 0;
  for (let i = 0; i < ones.length; i++) error += ones[i] * (truth[i] - gain * at(i)) ** 2;
  return { snr: 10 * Math.log10(Math.max(tt, 1e-300) / Math.max(error, 1e-300)), gain };
}
