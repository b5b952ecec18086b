import { readFileSync } from "node:fs";
import type { Fixture } from "@unspectro/conformance";
import type { ElementType } from "@unspectro/core/plugin";

interface Entry {
  readonly file: string;
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  readonly complex: boolean;
  readonly element: ElementType;
  readonly shape: readonly number[];
  readonly frameAxis: number;
  readonly data: readonly (number | "nan" | "inf" | "-inf")[];
  readonly array?: string;
  readonly tolerance?: number;
  readonly truncation?: "prefix";
}

const folder = new URL("./fixtures/", import.meta.url);
const words = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };

/** A file that SciPy or Octave wrote. */
export function fixtureFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export const fixtures: readonly Fixture[] = (
  JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as Entry[]
).map(({ file, array, tolerance, truncation, data, ...expected }) => ({
  name: file,
  bytes: fixtureFile(file),
  ...(array === undefined ? {} : { options: { array } }),
  ...(truncation === undefined ? {} : { truncation }),
  ...(tolerance === undefined ? {} : { tolerance }),
  expected: { ...expected, data: data.map((value) => (typeof value === "number" ? value : words[value])) },
}));
