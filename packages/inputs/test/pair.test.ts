import { type PartialConvention, resolveConvention } from "@unspectro/core";
import { isUnspectroError, orient } from "@unspectro/core/plugin";
import { bytesFromArray } from "@unspectro/io";
import { describe, expect, test } from "vitest";
import { arraysOf, levelFor, pairIn, readersOf, roleByName } from "../src/index.ts";
import { npyFile } from "./npy.ts";

const open = (name: string, values: readonly number[]) => () =>
  arraysOf(bytesFromArray(npyFile(values, 5), name), { readers: readersOf() });

const magnitudes = Array.from({ length: 45 }, (_, i) => i % 7);
const phases = Array.from({ length: 45 }, (_, i) => ((i % 9) / 4 - 1) * Math.PI);

describe("two files in either order", () => {
  test.each([
    ["a", "b"],
    ["spectrogram", "phases"],
    ["1", "2"],
  ])("named %s and %s", async (first, second) => {
    const ordered = await pairIn([open(first, magnitudes), open(second, phases)]);
    const swapped = await pairIn([open(second, phases), open(first, magnitudes)]);
    for (const pair of [ordered, swapped]) {
      expect(pair.magnitude.name).toContain(first);
      expect(pair.phase?.name).toContain(second);
    }
    expect(ordered.decisions).toEqual([]);
    expect(swapped.decisions).toHaveLength(1);
  });

  test("but for those who say which is which", async () => {
    const pair = await pairIn([open("phases", phases), open("spectrogram", magnitudes)], { ordered: true });
    expect([pair.magnitude.name, pair.phase?.name, pair.decisions]).toEqual(["phases", "spectrogram", []]);
  });
});

test("of two arrays that lie across each other the second is turned", async () => {
  const across = Array.from({ length: 45 }, (_, i) => phases[5 * (i % 9) + Math.floor(i / 9)]!);
  const file = bytesFromArray(npyFile(across, 9), "phases");
  const turned = () => arraysOf(file, { readers: readersOf() });
  const pair = await pairIn([open("spectrogram", magnitudes), turned]);
  expect(pair.phase?.shape).toEqual(pair.magnitude.shape);
  expect(pair.decisions).toEqual([expect.stringMatching(/^phases lies the other way round, 5 x 9/)]);
  const bins = orient(pair.phase!, 0);
  const record = new Float64Array(45);
  await bins.read(0, 9, record);
  expect([...record]).toEqual(phases);
});

test("magnitudes alone are told as such", async () => {
  const failure = await pairIn([open("spectrogram", magnitudes)]).catch((error: unknown) => error);
  expect(isUnspectroError(failure, "no-phases")).toBe(true);
});

test("bytes that nobody reads are closed and refused", async () => {
  let closed = false;
  const bytes = {
    ...bytesFromArray(new Uint8Array(0), "nothing"),
    close() {
      closed = true;
    },
  };
  const failure = await arraysOf(bytes, { readers: readersOf() }).catch((error: unknown) => error);
  expect(isUnspectroError(failure, "empty")).toBe(true);
  expect(closed).toBe(true);
});

test("names say roles", () => {
  expect(["S_phase.npy", "dir/magnitude", "C:\\x\\imag.csv", "take 7"].map(roleByName)).toEqual([
    "phase",
    "magnitude",
    "imaginary",
    undefined,
  ]);
});

test("a level in decibels below the loudest is no level", () => {
  const encoding = (magnitude: object): PartialConvention => ({ encoding: { magnitude } });
  const relative = resolveConvention({ found: encoding({ scale: "decibel" }) });
  expect(levelFor(relative).kind).toBe("peak");
  const known = resolveConvention({ given: encoding({ scale: "decibel", reference: 1 }) });
  expect(levelFor(known).kind).toBe("guess");
  expect(levelFor(resolveConvention({ given: known.convention })).kind).toBe("fit");
});

test("readers are found by signatures, also behind a user block, and text without one", async () => {
  const hdf5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
  const behind = new Uint8Array(4096);
  behind.set(hdf5, 1024);
  const idOf = async (head: Uint8Array): Promise<string> => (await readersOf().of(head, "file")).id;
  expect(await idOf(Uint8Array.from(hdf5))).toBe("hdf5");
  expect(await idOf(behind)).toBe("hdf5");
  expect(await idOf(new TextEncoder().encode("1,2\n3,4\n"))).toBe("csv");
  expect(await idOf(npyFile(magnitudes, 5))).toBe("npy");
});
