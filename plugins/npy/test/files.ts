import { readFileSync } from "node:fs";
import type { Fixture } from "@unspectro/conformance";

interface NumpyFile {
  name: string;
  bytes: string;
  shape: number[];
  order: "rows" | "columns";
  complex: boolean;
  values: string;
  array?: string;
}

const made: { files: NumpyFile[]; refused: { name: string; bytes: string; code: string }[] } = JSON.parse(
  readFileSync(new URL("./fixtures/numpy-files.json", import.meta.url), "utf8"),
);

const decode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));

/** Files that NumPy made and that must not be read, with the code of the refusal. */
export const refused: { name: string; bytes: Uint8Array; code: string }[] = made.refused.map((file) => ({
  ...file,
  bytes: decode(file.bytes),
}));

/** Files that NumPy made, with the numbers that NumPy reads in them. */
export const files: Fixture[] = made.files.map((file) => {
  const values = new Float64Array(decode(file.values).buffer);
  const pair = !file.complex && file.shape.length > 2 && file.shape.at(-1) === 2;
  const complex = file.complex || pair;
  const unit = complex ? 2 : 1;
  const axes = pair ? file.shape.slice(0, -1) : file.shape;
  const [channels, rows, columns] = axes.length === 3 ? axes : [1, ...axes];
  const [frames, bins] = file.order === "rows" ? [rows, columns] : [columns, rows];
  const data = new Float64Array(values.length);
  let at = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let frame = 0; frame < frames; frame++)
      for (let bin = 0; bin < bins; bin++) {
        const [row, column] = file.order === "rows" ? [frame, bin] : [bin, frame];
        const from = ((channel * rows + row) * columns + column) * unit;
        for (let part = 0; part < unit; part++) data[at++] = values[from + part];
      }
  return {
    name: file.name,
    bytes: decode(file.bytes),
    ...(file.array === undefined ? {} : { options: { array: file.array } }),
    expected: { frames, bins, channels, complex, shape: file.shape, data },
  };
});

export function fileNamed(name: string): Fixture {
  const found = files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return found;
}
