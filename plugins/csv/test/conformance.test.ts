import { conformanceCases } from "@unspectro/conformance";
import { expect, test } from "vitest";
import { csv } from "../src/index.ts";
import { fixtures } from "./fixtures.ts";

/** One of each kind: the kit opens each some thousand times. */
const kinds = fixtures.filter(({ name }) =>
  [
    "numpy-savetxt.txt",
    "numpy-savetxt-complex.csv",
    "pandas-holes.csv",
    "pandas-german.csv",
    "old-mac.txt",
    "remarks.txt",
    "microsoft.csv",
    "one-column.txt",
  ].includes(name),
);

const options = {
  accepts: ["csv", "columns"],
  openBytes: Number.POSITIVE_INFINITY, // rows must be counted
  effort: 0.1,
  writes: [{ separator: "\t" }, { separator: " " }],
};

for (const { name, run } of conformanceCases(csv, kinds, options)) {
  test(name, async () => {
    const { malformed } = await run();
    expect(malformed).toBeGreaterThanOrEqual(0);
  });
}
