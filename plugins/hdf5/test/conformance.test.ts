import { conformanceCases, type Fixture } from "@unspectro/conformance";
import { describe, test } from "vitest";
import { hdf5 } from "../src/index.ts";
import { bytesOf, truth } from "./fixtures.ts";

// One of each kind: read.test.ts reads them all.
const kinds = [
  ...["float32", "float16", "complex64", "compound", "gzip", "latest"],
  ...["stereo", "pairs-chunked", "matlab-complex", "octave"],
];

const fixtures = kinds.map((name): Fixture => {
  const { file, array, ...expected } = truth[name]!;
  const options = array === null ? {} : { options: { array } };
  return { name, bytes: bytesOf(file), fileName: `${file}.h5`, ...options, expected };
});

// Every malformed file goes through the HDF5 library; trying all that the kit knows takes minutes.
const effort = Number(process.env.UNSPECTRO_EFFORT ?? 0.02);

const options = {
  accepts: ["hdf5"],
  effort,
  writes: [{ compress: true }, { frameAxis: 1, compress: true }],
} as const;

describe("the reader's contract", () => {
  for (const { name, run } of conformanceCases(hdf5, fixtures, options))
    test(name, { timeout: 60_000 }, async () => {
      await run();
    });
});
