import { conformanceCases } from "@unspectro/conformance";
import { npy } from "@unspectro/npy";
import { afterAll, describe, expect, test } from "vitest";
import { fileNamed, files } from "./files.ts";

let malformed = 0;

describe("the NumPy reader keeps the contract", () => {
  const chosen = [
    "<f4 C.npy",
    ">f8 F.npy",
    "<f2 C.npy",
    ">i8 C.npy",
    "stereo complex F.npy",
    "stereo real and imaginary F.npy",
    "stored.npz",
    "deflated.npz",
  ];
  const options = {
    accepts: ["npy"],
    writes: [{ order: "rows", frameAxis: 1 }, { order: "columns" }, { compress: true }] as const,
  };
  for (const { name, run } of conformanceCases(npy, chosen.map(fileNamed), options))
    test(name, async () => {
      malformed += (await run()).malformed;
    });
  afterAll(() => {
    expect(malformed).toBeGreaterThan(30000);
  });
});

describe("the NumPy reader reads what NumPy wrote", () => {
  const truths = /^(has the shape|gives the true numbers)/;
  for (const file of files)
    for (const { name, run } of conformanceCases(npy, [file]))
      if (name.startsWith(file.name) && truths.test(name.slice(file.name.length + 1))) test(name, run);
});
