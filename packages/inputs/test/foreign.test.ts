import { bytesFromArray } from "@unspectro/io";
import { describe, expect, test } from "vitest";
import { arraysOf, pairIn, readersOf } from "../src/index.ts";

/** First bytes of files that torch, Python, matplotlib, sox, gzip, xz, bzip2 and zstd wrote. */
const HEADS: readonly (readonly [string, string])[] = [
  [
    "tensors that PyTorch saved",
    "504b0304000008080000000000000000000000000000000000000a0018006d2f646174612e706b6c464214005a5a5a5a",
  ],
  ["a Python object (pickle)", "80049585000000000000008c156e756d70792e636f72652e6d756c74696172726179"],
  ["a picture (JPEG)", "ffd8ffe000104a46494600010101006400640000ffdb00430008060607060508"],
  ["sound (WAV)", "52494646c804030057415645666d742028000000feff0100803e000080bb0000"],
  ["sound (FLAC)", "664c6143000000221000100000027f00"],
  ["sound (Ogg)", "4f676753000200000000000000001ad4"],
  ["sound (AIFF)", "464f524d000304d041494646434f4d54"],
  ["sound (MP3)", "fff338c40014f98e4800c30c5d378591"],
  ["packed data (gzip)", "1f8b0808df03026b00036d2e747874007c9d5b762bc90e63ff6b"],
  ["packed data (xz)", "fd377a585a000004e6d6b446"],
  ["packed data (bzip2)", "425a683931415926535970da"],
  ["packed data (Zstandard)", "28b52ffda4586d0f00b49c04"],
  ["JSON", Buffer.from('{"S": [[0.5, 1], [2, 3.25]]}').toString("hex")],
  ["JSON", Buffer.from("[\n  [0.5, 1],\n  [2, 3.25]\n]").toString("hex")],
];

/** Such a file, as long as its kind may be cut: text ends where it ends. */
const open = (hex: string, found: string) => () => {
  const rest = Buffer.alloc(found === "JSON" ? 0 : 300);
  const bytes = Buffer.concat([Buffer.from(hex, "hex"), rest]);
  return arraysOf(bytesFromArray(bytes, "spectrogram"), { readers: readersOf() });
};

describe("files of no format that a reader knows", () => {
  test.each(HEADS)("%s is named, with what to do", async (found, hex) => {
    const file = open(hex, found);
    await expect(pairIn([file, file])).rejects.toMatchObject({
      code: "no-array",
      facts: { file: "spectrogram", found, advice: expect.stringMatching(/\w/) },
    });
  });

  test("numbers without a header are none of these", async () => {
    const numbers = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i) * 10);
    const file = await arraysOf(bytesFromArray(new Uint8Array(numbers.buffer), "x"), {
      readers: readersOf(),
    });
    expect(file.foreign).toBeUndefined();
  });
});
