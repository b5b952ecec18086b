import { conformanceCases } from "@unspectro/conformance";
import { expect, test } from "vitest";
import { matlab } from "../src/index.ts";
import { fixtures } from "./fixtures.ts";

/** One of each kind: the kit opens each some thousand times. */
const kinds = fixtures.filter(({ name }) =>
  [
    "scipy-v6.mat",
    "scipy-v7.mat",
    "scipy-stereo.mat",
    "scipy-several.mat",
    "scipy-v4.mat",
    "sparc.mat",
    "octave-small-storage.mat",
    "octave-complex.txt",
    "octave-stereo.txt",
    "octave-several.txt",
    "octave-ascii.txt",
  ].includes(name),
);

const options = {
  accepts: ["octave", "columns", "mat"],
  openBytes: Number.POSITIVE_INFINITY, // text must be counted, compressed variables unpacked
  passes: Number.POSITIVE_INFINITY,
  effort: 0.05,
  writes: [{ compress: true }, { compress: true, frameAxis: 1 as const }],
};

for (const { name, run } of conformanceCases(matlab, kinds, options)) {
  test(name, async () => {
    const { malformed } = await run();
    expect(malformed).toBeGreaterThanOrEqual(0);
  });
}
