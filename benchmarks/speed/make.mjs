// Makes the inputs of the jobs, the same at each run: node make.mjs FOLDER [job ...]
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { frameTransform } from "../../packages/engine/dist/index.js";
import { filesOf, hann, JOBS, shapeOf } from "./jobs.mjs";

/** Two chirps, a gliding tone with harmonics, noise of varying level, and some silence. */
export function soundOf({ rate, seconds }) {
  let state = 20240607;
  const sound = new Float32Array(rate * seconds);
  for (let n = 0; n < sound.length; n++) {
    const t = n / rate;
    const u = t % 20;
    let y = 0.15 * Math.sin(2 * Math.PI * (60 * u + (0.01 * rate - 1.5) * u * u));
    const glide = 2 * Math.PI * (220 * t + 30 * Math.sin(0.69 * t)) + 0.8 * Math.sin(34.6 * t);
    const loudness = 0.09 * (1 - Math.cos(5.65 * t));
    for (let h = 1; h < 6; h++) y += (loudness / h) * Math.sin(h * glide);
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    y += 0.03 * (0.2 + ((t * 3) % 1 < 0.3 ? 0.8 : 0)) * ((state >>> 0) / 2 ** 31 - 1);
    sound[n] = t % 11 > 0.4 ? 0.8 * y : 0;
  }
  return sound;
}

/** Makes what is missing. */
export function makeJob(name, folder, job = JOBS[name]) {
  const files = filesOf(name, folder, job);
  mkdirSync(folder, { recursive: true });
  if (existsSync(files.magnitude) && existsSync(files.phase)) return;
  if (job.of !== undefined) {
    makeJob(job.of, folder);
    const from = filesOf(job.of, folder);
    turn(from.magnitude, files.magnitude, job);
    turn(from.phase, files.phase, job);
    return;
  }
  const { frames, bins } = shapeOf(job);
  const padded = reflect(soundOf(job), job.fftSize / 2);
  const grid = { fftSize: job.fftSize, hop: job.hop, window: hann(job.fftSize), frames };
  const { forward, spectra, block } = frameTransform(grid, { arithmetic: "double" });
  const outputs = [writer(files.magnitude, job, frames, bins), writer(files.phase, job, frames, bins)];
  const rows = [new Float32Array(block * bins), new Float32Array(block * bins)];
  for (let first = 0; first < frames; first += block) {
    const count = Math.min(block, frames - first);
    forward(padded, first, count);
    for (let i = 0; i < count * bins; i++) {
      rows[0][i] = Math.hypot(spectra[2 * i], spectra[2 * i + 1]);
      rows[1][i] = Math.atan2(spectra[2 * i + 1], spectra[2 * i]);
    }
    for (const [i, output] of outputs.entries()) output.write(rows[i].subarray(0, count * bins));
  }
  for (const output of outputs) output.close();
}

function reflect(sound, by) {
  const padded = new Float32Array(sound.length + 2 * by);
  padded.set(sound, by);
  for (let i = 1; i <= by; i++) {
    padded[by - i] = sound[i];
    padded[by + sound.length - 1 + i] = sound[sound.length - 1 - i];
  }
  return padded;
}

function writer(path, { format }, frames, bins) {
  const unfinished = `${path}.unfinished`;
  const handle = openSync(unfinished, "w");
  if (format === "npy") writeSync(handle, header([frames, bins], false));
  return {
    write(numbers) {
      if (format === "npy")
        writeSync(handle, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
      else
        for (let i = 0; i < numbers.length; i += bins) writeSync(handle, line(numbers.subarray(i, i + bins)));
    },
    close() {
      closeSync(handle);
      renameSync(unfinished, path);
    },
  };
}

function line(numbers) {
  return `${Array.from(numbers, (number) => String(Number(number.toPrecision(9)))).join(",")}\n`;
}

function header(shape, fortran) {
  const text = `{'descr': '<f4', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${shape.join(", ")}), }`;
  const length = Math.ceil((11 + text.length) / 64) * 64;
  const bytes = Buffer.alloc(length, " ");
  bytes.write("\x93NUMPY\x01\x00", 0, "latin1");
  bytes.writeUInt16LE(length - 10, 6 + 2);
  bytes.write(text, 10);
  bytes[length - 1] = 10;
  return bytes;
}

/** The same numbers as bins x frames: in Fortran order only the header differs. */
function turn(from, to, job) {
  const { frames, bins } = shapeOf(job);
  const source = openSync(from, "r");
  const unfinished = `${to}.unfinished`;
  const target = openSync(unfinished, "w");
  const start = header([frames, bins], false).length;
  const fortran = job.layout === "bins-f";
  const head = header([bins, frames], fortran);
  writeSync(target, head);
  const step = 1024;
  const block = new Float32Array(step * bins);
  const row = new Float32Array(step);
  for (let first = 0; first < frames; first += step) {
    const count = Math.min(step, frames - first);
    readSync(source, new Uint8Array(block.buffer), 0, count * bins * 4, start + first * bins * 4);
    if (fortran) {
      writeSync(target, new Uint8Array(block.buffer, 0, count * bins * 4));
      continue;
    }
    for (let k = 0; k < bins; k++) {
      for (let i = 0; i < count; i++) row[i] = block[i * bins + k];
      writeSync(target, new Uint8Array(row.buffer), 0, count * 4, head.length + 4 * (k * frames + first));
    }
  }
  closeSync(source);
  closeSync(target);
  renameSync(unfinished, to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...names] = process.argv.slice(2);
  for (const name of names.length > 0 ? names : Object.keys(JOBS)) makeJob(name, folder);
}
