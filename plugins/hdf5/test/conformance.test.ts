import { conformanceCases, type Fixture } from "@unspectro/conformance";
import { describe, test } from "vitest";
import { hdf5 } from "../src/index.ts";
import { bytesOf, truth } from "./fixtures.ts";

const fixtures = Object.entries(truth).map(
  ([name, { file, array, ...expected }]): Fixture => ({
    name,
    bytes: bytesOf(file),
    fileName: `${file}.h5`,
    ...(array === null ? {} : { options: { array } }),
    expected,
  }),
);

// Every malformed file goes through the HDF5 library; trying all that the kit knows takes minutes.
const effort = Number(process.env.UNSPECTRO_EFFORT ?? 0.02);

describe("the reader's contract", () => {
  for (const { name, run } of conformanceCases(hdf5, fixtures, { accepts: ["hdf5"], effort }))
    test(name, { timeout: 60_000 }, async () => {
      await run();
    });
});
