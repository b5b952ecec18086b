import { watchedBytes } from "@unspectro/conformance";
import { isUnspectroError } from "@unspectro/core/plugin";
import { expect, test } from "vitest";
import { matlab } from "../src/index.ts";
import { fixtureFile, fixtures } from "./fixtures.ts";

for (const fixture of fixtures) {
  test(`reads ${fixture.name} as its producer does`, async () => {
    const source = await matlab.open(watchedBytes(fixture.name, fixture.bytes), fixture.options);
    const { expected, tolerance = 0 } = fixture;
    const { frames, bins, channels, complex, element, shape, frameAxis } = source;
    const { data, ...described } = expected;
    expect({ frames, bins, channels, complex, element, shape, frameAxis }).toEqual(described);
    const one = frames * bins * (complex ? 2 : 1);
    const numbers = new Float64Array(one * channels);
    for (let channel = 0; channel < channels; channel++) {
      await source.read(0, frames, numbers.subarray(channel * one), { channel });
    }
    if (tolerance === 0) expect(numbers).toEqual(Float64Array.from(data));
    for (const [at, value] of numbers.entries()) {
      if (Number.isFinite(data[at])) expect(Math.abs(value - data[at])).toBeLessThanOrEqual(tolerance * 1000);
    }
    await source.close();
  });
}

const bytesOf = (name: string) => watchedBytes(name, fixtureFile(name));

test("lists what else a MAT-file holds, with the reason why it is no spectrogram", async () => {
  const list = await matlab.list(bytesOf("scipy-several.mat"));
  expect(list.map(({ name, refusal }) => [name, refusal])).toEqual([
    ["magnitude", undefined],
    ["phase", undefined],
    ["f", undefined],
    ["fs", "a single number is not a spectrogram"],
    ["note", "text"],
    ["cells", "a cell array"],
    ["s", "a struct"],
  ]);
});

test("lists what else Octave's text holds, and nothing from inside cells and structs", async () => {
  const list = await matlab.list(bytesOf("octave-several.txt"));
  expect(list.map(({ name, refusal }) => [name, refusal])).toEqual([
    ["c", "not an array of numbers: cell"],
    ["S", undefined],
    ["st", "not an array of numbers: scalar struct"],
    ["sa", "not an array of numbers: struct"],
    ["text", "not an array of numbers: sq_string"],
    ["sp", "a sparse matrix: save full(x)"],
    ["d", "a diagonal matrix: save full(x)"],
    ["r", "not an array of numbers: double_range"],
    ["h", "not an array of numbers: function handle"],
    ["fs", "a single number is not a spectrogram"],
    ["P", undefined],
    ["Z", undefined],
  ]);
});

async function failure(name: string, array?: string): Promise<string> {
  try {
    await matlab.open(bytesOf(name), array === undefined ? {} : { array });
  } catch (error) {
    if (isUnspectroError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("asks which variable is meant where several could be, and leaves lists of frequencies out", async () => {
  expect(await failure("scipy-several.mat")).toBe(
    "no-array: scipy-several.mat: several variables could be meant (expected one of magnitude, phase); name one: scipy-several.mat:magnitude",
  );
});

test("says which variables there are when one is not there", async () => {
  expect(await failure("scipy-v4.mat", "T")).toMatch(/^no-array: .*called T \(expected one of S, Z\)/);
});

test("refuses what is no array of numbers, and says what it is", async () => {
  expect(await failure("scipy-several.mat", "cells")).toMatch(/^bad-shape: .*a cell array/);
  expect(await failure("octave-several.txt", "sp")).toMatch(/^bad-shape: .*a sparse matrix/);
  expect(await failure("octave-scalar.mat")).toMatch(/^bad-shape: .*a single number/);
});

test("says that version 7.3 is HDF5, and leaves it to that reader", async () => {
  const head = new TextEncoder().encode("MATLAB 7.3 MAT-file, Platform: GLNXA64".padEnd(600));
  expect(matlab.probe(head, "S.mat")).toBe(0);
  await expect(matlab.open(watchedBytes("S.mat", head))).rejects.toThrow(
    /is an HDF5 file; use the HDF5 reader/,
  );
});

test("lists nothing of a file that was cut inside a variable", async () => {
  for (const name of ["scipy-v6.mat", "scipy-v7.mat", "scipy-v4.mat"]) {
    const content = fixtureFile(name);
    const cut = watchedBytes(name, content.subarray(0, content.length - 40));
    await expect(matlab.list(cut)).rejects.toMatchObject({ code: "truncated" });
  }
});

test("does not trust compressed data whose checksum is wrong", async () => {
  const content = fixtureFile("scipy-v7.mat");
  content[content.length - 1] ^= 1;
  await expect(matlab.open(watchedBytes("Z.mat", content))).rejects.toThrow(/found a wrong checksum/);
});
