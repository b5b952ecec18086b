// How good a WAV is: against core's float64 inverse of the same files, or by its magnitudes (retrieval).
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { inverse, realFft, resolveConvention } from "../../packages/core/dist/index.js";
import { filesOf, hann, JOBS, shapeOf } from "./jobs.mjs";

/** Samples of a mono float32 WAV. */
export function readWav(path) {
  const bytes = readFileSync(path);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === "data") {
      const end = Math.min(bytes.length, at + 8 + size);
      return new Float32Array(
        bytes.buffer.slice(bytes.byteOffset + at + 8, bytes.byteOffset + end - ((end - at - 8) % 4)),
      );
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path} has no samples`);
}

/** Signal over error in decibels, over the samples that both have. */
export function snrOf(path, name, folder) {
  const truth = truthOf(JOBS[name].of ?? name, folder);
  const found = readWav(path);
  let signal = 0;
  let error = 0;
  for (let i = 0; i < Math.min(truth.length, found.length); i++) {
    signal += truth[i] ** 2;
    error += (truth[i] - found[i]) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

/** Core's inverse of the job, kept beside its files. */
function truthOf(name, folder) {
  const kept = `${folder}/${name}_truth.f64`;
  if (!existsSync(kept)) writeFileSync(kept, new Uint8Array(invert(name, folder).buffer));
  const bytes = readFileSync(kept);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function invert(name, folder) {
  const job = JOBS[name];
  const { length, frames, bins } = shapeOf(job);
  const { convention } = resolveConvention({
    profile: "librosa",
    given: {
      geometry: { fftSize: job.fftSize, hop: job.hop, length, window: { length: job.fftSize } },
      layout: { frames: "rows" },
    },
  });
  const maker = inverse(convention, { frames, bins });
  const audio = new Float64Array(length);
  let at = 0;
  const take = (samples) => {
    audio.set(samples, at);
    at += samples.length;
  };
  const sources = Object.values(filesOf(name, folder)).map((path) => rowsOf(path, bins));
  for (let m = 0; m < frames; m += 64) {
    const count = Math.min(64, frames - m);
    take(maker.push(...sources.map((read) => read(m, count)), count));
  }
  take(maker.flush());
  return audio;
}

/** Reads frames of float32 .npy files, or of text. */
function rowsOf(path, bins) {
  if (path.endsWith(".csv")) {
    const lines = readFileSync(path, "latin1").split("\n");
    return (first, count) =>
      Float32Array.from(
        lines
          .slice(first, first + count)
          .join(",")
          .split(","),
        Number,
      );
  }
  const handle = openSync(path, "r");
  const head = Buffer.alloc(10);
  readSync(handle, head, 0, 10, 0);
  const start = 10 + head.readUInt16LE(8);
  closeSync(handle);
  return (first, count) => {
    const file = openSync(path, "r");
    const rows = new Float32Array(count * bins);
    readSync(file, new Uint8Array(rows.buffer), 0, rows.byteLength, start + first * bins * 4);
    closeSync(file);
    return rows;
  };
}

/** Spectral convergence in decibels: lower is better. */
export function convergenceOf(path, name, folder) {
  const job = JOBS[name];
  const { frames, bins } = shapeOf(job);
  const sound = readWav(path);
  const window = hann(job.fftSize);
  const fft = realFft(job.fftSize);
  const frame = new Float64Array(job.fftSize);
  const spectrum = new Float64Array(2 * bins);
  const read = rowsOf(filesOf(name, folder).magnitude, bins);
  let error = 0;
  let energy = 0;
  for (let m = 0; m < frames; m++) {
    for (let n = 0; n < job.fftSize; n++) {
      let at = Math.abs(m * job.hop + n - job.fftSize / 2);
      if (at >= sound.length) at = 2 * (sound.length - 1) - at;
      frame[n] = window[n] * sound[at];
    }
    fft.forward(frame, spectrum);
    const wanted = read(m, 1);
    for (let k = 0; k < bins; k++) {
      error += (Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]) - wanted[k]) ** 2;
      energy += wanted[k] ** 2;
    }
  }
  return 10 * Math.log10(error / energy);
}
