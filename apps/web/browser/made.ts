import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { analysisSource, resolveConvention, samplesOfArray } from "@unspectro/core";
import { fileSink } from "@unspectro/io/node";
import { npy } from "@unspectro/npy";

/** A pair of .npy files of so many seconds of chirps, as librosa makes them. */
export async function clip(folder: string, seconds: number): Promise<readonly string[]> {
  const rate = 22050;
  const samples = Float64Array.from({ length: seconds * rate }, (_, n) => {
    const t = n / rate;
    return 0.3 * Math.sin(2 * Math.PI * (200 * t + 300 * (t % 2) ** 2)) * (0.6 + 0.4 * Math.sin(3 * t));
  });
  const { convention } = resolveConvention({ profile: "librosa" });
  const { magnitude, phase } = analysisSource(samplesOfArray([samples]), convention);
  const paths: string[] = [];
  for (const [name, source] of Object.entries({ magnitude, phase: phase! })) {
    const path = join(folder, `${name}-${seconds}.npy`);
    const sink = fileSink(path);
    await npy.write!([{ name: "", source }], sink, { element: "float32", frameAxis: 1 });
    await sink.close();
    paths.push(path);
  }
  return paths;
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
