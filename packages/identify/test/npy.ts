import { readFileSync } from "node:fs";
import type { FrameSource } from "@unspectro/core";
import { memory } from "./memory.ts";

/** Numbers of a little-endian .npy file in C order, as `fixtures/make.py` writes them. */
export function readNpy(url: URL): {
  shape: readonly number[];
  element: FrameSource["element"];
  data: Float64Array;
} {
  const bytes = readFileSync(url);
  const header = bytes.toString("latin1", 10, 10 + bytes.readUInt16LE(8));
  const type = /'descr': '[<|](\w+)'/.exec(header)?.[1] ?? "";
  const shape = (/\(([^)]*)\)/.exec(header)?.[1] ?? "")
    .split(",")
    .flatMap((n) => (n.trim() === "" ? [] : Number(n)));
  const body = bytes.buffer.slice(bytes.byteOffset + 10 + header.length, bytes.byteOffset + bytes.length);
  switch (type) {
    case "f4":
      return { shape, element: "float32", data: Float64Array.from(new Float32Array(body)) };
    case "f8":
      return { shape, element: "float64", data: new Float64Array(body) };
    case "u1":
      return { shape, element: "uint8", data: Float64Array.from(new Uint8Array(body)) };
    default:
      return { shape, element: "int16", data: Float64Array.from(new Int16Array(body)) };
  }
}

/** A matrix of a .npy file as a source. */
export function sourceOf(name: string, url: URL): FrameSource {
  const { shape, element, data } = readNpy(url);
  return memory(name, shape[0], shape[1], data, element);
}
