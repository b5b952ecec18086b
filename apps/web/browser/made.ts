import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { analysisSource, type FrameSource, resolveConvention, samplesOfArray } from "@unspectro/core";
import { framesOfArray } from "@unspectro/core/plugin";
import { fileSink } from "@unspectro/io/node";
import { npy } from "@unspectro/npy";
import { randomNumbers } from "@unspectro/retrieval";

/** A pair of .npy files of so many seconds of chirps, as librosa makes them. */
export async function clip(folder: string, seconds: number): Promise<readonly string[]> {
  return store(folder, `${seconds}`, chirps(seconds));
}

/** The same in half precision. */
export async function halves(folder: string, seconds: number): Promise<readonly string[]> {
  return store(folder, `half-${seconds}`, chirps(seconds), "float16");
}

/** The spoken sample, eight frames in the middle with phases of their own. */
export function damaged(folder: string, [spectrogram, phases]: readonly string[]): readonly string[] {
  const next = randomNumbers(5);
  const [bins, first, count] = [1025, 58, 8];
  const bytes = readFileSync(phases!);
  // Fortran order: frame after frame
  const from = bytes.length - 4 * bins * (129 - first);
  for (let i = 0; i < bins * count; i++) bytes.writeFloatLE(6 * next() - 3, from + 4 * i);
  const path = join(folder, "phases");
  writeFileSync(path, bytes);
  return [spectrogram!, path];
}

function chirps(seconds: number): ReturnType<typeof analysisSource> {
  const rate = 22050;
  const samples = Float64Array.from({ length: seconds * rate }, (_, n) => {
    const t = n / rate;
    return 0.3 * Math.sin(2 * Math.PI * (200 * t + 300 * (t % 2) ** 2)) * (0.6 + 0.4 * Math.sin(3 * t));
  });
  const { convention } = resolveConvention({ profile: "librosa" });
  return analysisSource(samplesOfArray([samples]), convention);
}

/** Noise that swells and fades as torch makes it, the top 57 of 257 bins cut off: audio of two sample rates explains it. */
export async function cutBand(folder: string): Promise<readonly string[]> {
  const next = randomNumbers(7);
  const samples = Float64Array.from(
    { length: 40_000 },
    (_, n) =>
      0.5 * Math.sin(n / 9000) ** 2 * (next() - 0.5) + 0.2 * Math.sin(n / 30 + 5 * Math.sin(n / 2000)),
  );
  const { convention } = resolveConvention({
    profile: "torch",
    given: { geometry: { fftSize: 512, hop: 128, window: { length: 512 } } },
  });
  const { magnitude, phase } = analysisSource(samplesOfArray([samples]), convention);
  return store(folder, "cut", { magnitude: await lower(magnitude), phase: await lower(phase!) });
}
/** Phases in turns and magnitudes below 1, in files that are called nothing: both lie between 0 and 1. Phases first. */
export async function alike(folder: string): Promise<readonly string[]> {
  const next = randomNumbers(11);
  const samples = Float64Array.from({ length: 30_000 }, () => next() - 0.5);
  const { convention } = resolveConvention({ profile: "librosa" });
  const { magnitude, phase } = analysisSource(samplesOfArray([samples]), convention);
  const whole = await numbersOf(magnitude);
  const top = whole.reduce((most, v) => Math.max(most, v), 0);
  const turns = (await numbersOf(phase!)).map((angle) => angle / (2 * Math.PI) + 0.5);
  const shape = [magnitude.frames, magnitude.bins];
  return [
    await write(join(folder, "a.npy"), framesOfArray(turns, shape)),
    await write(
      join(folder, "b.npy"),
      framesOfArray(
        whole.map((v) => v / top),
        shape,
      ),
    ),
  ];
}

async function numbersOf(source: FrameSource): Promise<Float32Array> {
  const numbers = new Float32Array(source.frames * source.bins);
  await source.read(0, source.frames, numbers);
  return numbers;
}

async function write(
  path: string,
  source: FrameSource,
  element: "float16" | "float32" = "float32",
): Promise<string> {
  const sink = fileSink(path);
  await npy.write!([{ name: "", source }], sink, { element, frameAxis: 1 });
  await sink.close();
  return path;
}

/** The lowest 200 bins of every frame. */
async function lower(source: FrameSource): Promise<FrameSource> {
  const kept = 200;
  const whole = await numbersOf(source);
  const cells = Float32Array.from(
    { length: source.frames * kept },
    (_, i) => whole[Math.floor(i / kept) * source.bins + (i % kept)]!,
  );
  return framesOfArray(cells, [source.frames, kept], { name: source.name });
}

/** Writes both as librosa's users do: bins x frames. */
async function store(
  folder: string,
  name: string,
  pair: { readonly magnitude: FrameSource; readonly phase?: FrameSource },
  element?: "float16" | "float32",
): Promise<readonly string[]> {
  return [
    await write(join(folder, `magnitude-${name}.npy`), pair.magnitude, element),
    await write(join(folder, `phase-${name}.npy`), pair.phase!, element),
  ];
}

/** A .npy file of float32 zeros with tones in every `every`-th frame, most of it a hole that takes no room on the disk. */
export function sparse(path: string, bins: number, frames: number, every: number): string {
  const file = openSync(path, "w");
  writeSync(file, headerOf(bins, frames, true));
  ftruncateSync(file, HEADER + 4 * bins * frames);
  const frame = new Float32Array(bins);
  for (let m = 0; m < frames; m += every) {
    frame.fill(0);
    for (let k = 10; k < bins; k += 90) frame[(k + Math.floor(m / 400)) % bins] = 1;
    writeSync(file, new Uint8Array(frame.buffer), 0, 4 * bins, HEADER + 4 * bins * m);
  }
  closeSync(file);
  return path;
}

/** The same stored bin by bin, as NumPy and librosa do: a steady tone in every 90th bin. */
export function rows(path: string, bins: number, frames: number): string {
  const file = openSync(path, "w");
  writeSync(file, headerOf(bins, frames, false));
  ftruncateSync(file, HEADER + 4 * bins * frames);
  const row = new Uint8Array(new Float32Array(frames).fill(1).buffer);
  for (let k = 10; k < bins; k += 90) writeSync(file, row, 0, row.length, HEADER + 4 * frames * k);
  closeSync(file);
  return path;
}

const HEADER = 128;

function headerOf(bins: number, frames: number, columns: boolean): Buffer {
  const order = columns ? "True" : "False";
  const text = `{'descr': '<f4', 'fortran_order': ${order}, 'shape': (${bins}, ${frames}), }`;
  const header = Buffer.alloc(HEADER, " ");
  header.write("\x93NUMPY\x01\x00", 0, "latin1");
  header.writeUInt16LE(HEADER - 10, 8);
  header.write(text, 10);
  header.write("\n", HEADER - 1);
  return header;
}
