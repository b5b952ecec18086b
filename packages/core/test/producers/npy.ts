import { readFileSync } from "node:fs";
import type { ElementType, FrameSource } from "../../src/index.ts";

/** The little of .npy that these fixtures need: floats and complex numbers, matrices, either order. */
export function npySource(path: string): FrameSource {
  const file = readFileSync(path);
  const headerLength = file.readUInt16LE(8);
  const header = file.toString("latin1", 10, 10 + headerLength);
  const [, kind] = /'descr': '<(f4|f8|c8|c16)'/.exec(header)!;
  const fortran = header.includes("'fortran_order': True");
  const shape = /'shape': \(([^)]*)\)/
    .exec(header)![1]
    .split(",")
    .filter((text) => text.trim() !== "")
    .map(Number);
  const wide = kind === "f8" || kind === "c16";
  const bytes = Uint8Array.from(file.subarray(10 + headerLength)).buffer;
  const numbers = wide ? new Float64Array(bytes) : new Float32Array(bytes);
  const matrix = shape.slice(-2);
  const complex = kind.startsWith("c");
  const unit = complex ? 2 : 1;
  const [frames, bins] = fortran ? [matrix[1], matrix[0]] : [matrix[0], matrix[1] ?? 1];
  const element: ElementType = wide ? "float64" : "float32";
  return {
    format: "npy",
    name: path.split("/").at(-1)!,
    frames,
    bins,
    channels: 1,
    element,
    complex,
    shape,
    frameAxis: shape.length - (fortran ? 1 : 2),
    blockFrames: 1,
    partialRecords: true,
    notes: [],
    read(start, count, into, { firstBin = 0, binCount = bins - firstBin } = {}) {
      const end = Math.min(frames, start + count);
      for (let m = start; m < end; m++) {
        const at = (m * bins + firstBin) * unit;
        into.set(numbers.subarray(at, at + binCount * unit), (m - start) * binCount * unit);
      }
      return Math.max(0, end - start);
    },
    close() {},
  };
}

/** All numbers of a one-dimensional array of float64. */
export function npyVector(path: string): Float64Array {
  const file = readFileSync(path);
  return new Float64Array(Uint8Array.from(file.subarray(10 + file.readUInt16LE(8))).buffer);
}
