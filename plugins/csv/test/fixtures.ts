import { readFileSync } from "node:fs";
import type { Fixture } from "@unspectro/conformance";
import type { TextLayout } from "@unspectro/core/plugin";

/** A file that a producer made, and what it must be read as. */
export interface TextFixture extends Fixture {
  /** What the reader must say that it recognised. */
  readonly notes: readonly string[];
}

interface Entry {
  readonly file: string;
  readonly frames: number;
  readonly bins: number;
  readonly complex: boolean;
  readonly data: readonly (number | "nan" | "inf" | "-inf")[];
  readonly notes: readonly string[];
  readonly options?: TextLayout;
}

const folder = new URL("./fixtures/", import.meta.url);
const words = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };

export const fixtures: readonly TextFixture[] = (
  JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as Entry[]
).map(({ file, frames, bins, complex, data, notes, options }) => ({
  name: file,
  bytes: new Uint8Array(readFileSync(new URL(file, folder))),
  ...(options === undefined ? {} : { options: { text: options } }),
  expected: {
    frames,
    bins,
    complex,
    element: "text",
    shape: [frames, bins],
    frameAxis: 0,
    data: data.map((value) => (typeof value === "number" ? value : words[value])),
  },
  truncation: "prefix",
  notes,
}));
