import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type OpenPage, useDesk } from "./desk.ts";
import { choose, fixture, speech } from "./page.ts";

const desk = useDesk();
let open: OpenPage;
beforeAll(async () => {
  open = await desk.open();
});

/** A .npy header of one's own, and a few bytes after it. */
function npyOf(shape: string): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  const header = Buffer.from(`\x93NUMPY\x01\x00v\x00${text}\n`, "latin1");
  return Buffer.concat([header, Buffer.alloc(64)]);
}

/** A fixture with a run of bytes changed. */
function damaged(name: string, change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(readFileSync(fixture(name)));
  change(bytes);
  return bytes;
}

const half = (name: string): Buffer => {
  const bytes = readFileSync(fixture(name));
  return bytes.subarray(0, bytes.length / 2);
};
const noise = (from: number) => (bytes: Buffer) => {
  for (let i = from, state = 7; i < Math.min(from + 400, bytes.length); i++) {
    state = (state * 75 + 74) % 65537;
    bytes[i] = state & 255;
  }
};

const hostile: readonly (readonly [string, string, Buffer | string])[] = [
  ["nothing at all", "empty.npy", ""],
  ["a letter", "letter.txt", "Dear Madam,\nno numbers here.\n"],
  [
    "half a header",
    "half.npy",
    "\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (9999999",
  ],
  ["a web page", "page.html", "<!doctype html><script>alert(1)</script>"],
  ["an array of a thousand million million numbers", "vast.npy", npyOf("(1073741824, 1073741824)")],
  ["an array of no numbers", "none.npy", npyOf("(0, 1025)")],
  ["half an HDF5 file", "half.h5", half("take.h5")],
  ["an HDF5 file of noise", "noise.h5", damaged("take.h5", noise(96))],
  ["half a MATLAB file", "half.mat", half("take.mat")],
  ["a MATLAB file of noise", "noise.mat", damaged("take.mat", noise(200))],
  ["half an archive", "half.npz", half("take.npz")],
  ["an archive of noise", "noise.npz", damaged("take.npz", noise(60))],
  ["half a picture", "half.png", half("picture.png")],
  [
    "a picture as wide as a country",
    "vast.png",
    damaged("picture.png", (bytes) => bytes.writeUInt32BE(0x7fffffff, 16)),
  ],
  ["a table whose rows differ", "ragged.csv", "1,2,3\n4,5\n6,7,8,9\n1,2,3\n"],
  ["a line of two million commas", "commas.csv", ",".repeat(2_000_000)],
];

describe("files that are no spectrogram", () => {
  test.each(hostile)("%s is refused in words, and the page lives on", async (_what, name, content) => {
    const { page } = open;
    const path = join(desk.folder, name);
    writeFileSync(path, content, "latin1");
    await page.locator('input[type="file"]').setInputFiles([path]);
    const alert = page.getByRole("alert");
    await alert.waitFor();
    const words = await alert.innerText();
    expect(words.length).toBeGreaterThan(20);
    expect(words).not.toMatch(/undefined|NaN|TypeError|RangeError|went wrong|at \w+ \(/);
    await page.getByRole("button", { name: "Choose files" }).waitFor();
  });

  test("two that cannot belong together", async () => {
    const { page } = open;
    const path = join(desk.folder, "other.csv");
    writeFileSync(path, Array.from({ length: 40 }, (_, i) => `${i},${i + 1},${i * 2}`).join("\n"));
    await page.locator('input[type="file"]').setInputFiles([speech[0]!, path]);
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/shape|differ|match|belong|fit/i);
  });

  test("after all of them, good files are heard", async () => {
    await choose(open.page, speech);
    expect(open.complaints).toEqual([]);
  });
});
