import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveConvention, stft } from "@unspectro/core";
import { describe, expect, test } from "vitest";
import { emptyFolder, inProcess, speech } from "./program.ts";

const files = [join(speech, "spectrogram"), join(speech, "phases")];

describe("unspectro identify", () => {
  test("says how the files were made, and ends with 0", async () => {
    const { code, stdout } = await inProcess(["identify", ...files]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/hop +512 samples/);
    expect(stdout).toMatch(/Hann, periodic, 2048 samples/);
    expect(stdout).toMatch(/Verdict: identified/);
  }, 60_000);

  test("--json holds the convention and the evidence; --picture draws it; --report is a convention again", async (context) => {
    const folder = emptyFolder(context);
    const [picture, made, again] = ["evidence.png", "made.json", "again.wav"].map((name) =>
      join(folder, name),
    );
    const { stdout } = await inProcess([
      ...["identify", ...files, "--json", "--picture", picture!, "--report", made!],
    ]);
    const png = readFileSync(picture!);
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 959]);
    const report = JSON.parse(readFileSync(made!, "utf8"));
    expect(report).toEqual(JSON.parse(stdout));
    expect(Object.keys(report.identification)).toEqual(
      expect.arrayContaining(["verdict", "confidence", "fields", "alternatives", "notes", "original"]),
    );
    for (const field of Object.values(report.identification.fields))
      expect(field).toMatchObject({ value: expect.any(String), evidence: expect.any(String) });
    const taken = await inProcess([...files, "--convention", made!, "-o", again!, "--json"]);
    expect(taken.code).toBe(0);
    expect(JSON.parse(taken.stdout).convention.geometry).toMatchObject({ hop: 512, length: 65930 });
    const { convention, identification } = JSON.parse(stdout);
    expect(convention.geometry).toMatchObject({ fftSize: 2048, hop: 512, length: 65930 });
    expect(identification.verdict).toBe("identified");
    expect(identification.fields["geometry.hop"].runnerUp).toMatch(/times worse/);
  }, 60_000);

  test("reads headerless files of two number types, each as its own", async (context) => {
    const geometry = { fftSize: 256, hop: 64, start: "zero", padding: "none", tail: "fit" } as const;
    const { convention } = resolveConvention({ given: { layout: { frames: "rows" }, geometry } });
    let noise = 1;
    const audio = Float64Array.from({ length: 20_000 }, (_, n) => {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      const glide = 0.05 * n + 90 * Math.sin(n / 2500);
      return Math.sin(glide) + 0.5 * Math.sin(2 * glide) + 0.3 * Math.sin(5 * glide) + noise / 2 ** 33;
    });
    const { magnitude, phase } = stft(audio, convention);
    const top = magnitude.reduce((a, b) => Math.max(a, b), 0);
    const folder = emptyFolder(context);
    const [first, second] = ["magnitudes.bin", "phases.bin"].map((name) => join(folder, name));
    const steps = Int16Array.from(magnitude, (a) => Math.round((a / top) * 32767));
    writeFileSync(first!, new Uint8Array(steps.buffer));
    writeFileSync(second!, new Uint8Array(Float64Array.from(phase!).buffer));
    const { code, stdout } = await inProcess(["identify", first!, second!]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/hop +64 samples/);
  }, 60_000);

  test("reconstruct --exact writes the original samples, and fails where there are none", async (context) => {
    const folder = emptyFolder(context);
    const path = join(folder, "exact.wav");
    const { code, stderr } = await inProcess([...files, "--exact", "-o", path, "--sample-rate", "22050"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/These are the original 16-bit samples: 100\.00 %/);
    const original = readFileSync(join(speech, "original.wav"));
    expect(readFileSync(path).subarray(44)).toEqual(original.subarray(44));
    const clash = await inProcess([...files, "--exact", "--wav-format", "pcm24", "-o", path]);
    expect(clash.code).toBe(2);
    expect(clash.stderr).toMatch(/--wav-format would change them/);
  }, 60_000);

  test("files that nothing explains end with 9", async (context) => {
    const folder = emptyFolder(context);
    const numbers = (count: number, scale: number): Float32Array => {
      const bytes = randomBytes(2 * count);
      return Float32Array.from({ length: count }, (_, i) => (bytes.readUInt16LE(2 * i) / 65536) * scale);
    };
    const paths = [1, 2 * Math.PI].map((scale, i) => {
      const path = join(folder, `noise${i}.csv`);
      const values = numbers(65 * 60, scale);
      const rows = Array.from({ length: 60 }, (_, r) => values.subarray(65 * r, 65 * (r + 1)).join(","));
      writeFileSync(path, `${rows.join("\n")}\n`);
      return path;
    });
    const { code, stdout } = await inProcess(["identify", ...paths]);
    expect(code).toBe(9);
    expect(stdout).toMatch(/ask whoever made the files/);
  }, 60_000);
});
