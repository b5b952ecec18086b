import { readFileSync } from "node:fs";
import { type FrameSource, framesOfArray } from "../../src/index.ts";

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
  return framesOfArray(numbers, shape.length === 1 ? [...shape, 1] : shape, {
    format: "npy",
    name: path.split("/").at(-1)!,
    order: fortran ? "columns" : "rows",
    complex: kind.startsWith("c"),
  });
}

/** All numbers of a one-dimensional array of float64. */
export function npyVector(path: string): Float64Array {
  const file = readFileSync(path);
  return new Float64Array(Uint8Array.from(file.subarray(10 + file.readUInt16LE(8))).buffer);
}
