import { readFileSync } from "node:fs";
import { join } from "node:path";
import { istft, resolveConvention, stft } from "@unspectro/core";
import { dualPlots, frameOf, presets, synthesisWindow } from "@unspectro/duals";
import { engineInverse } from "@unspectro/engine";
import { expect, test } from "vitest";
import { pictureOf } from "../src/output/plots.ts";
import { readWav, snr } from "./arrays.ts";
import { emptyFolder, inProcess, speech } from "./program.ts";

/** A window longer than the FFT, where the canonical dual is not the window itself over its power. */
const long = ["--fft-size", "256", "--window-length", "512", "--hop", "64"];

test("window tells bounds, and what each synthesis costs", async () => {
  const { code, stdout } = await inProcess(["window", "--fft-size", "1024", "--hop", "256"]);
  expect(code).toBe(0);
  expect(stdout).toContain("A = 1536.00, B = 1536.00, B / A = 1 (tight)");
  expect(stdout).toMatch(/canonical +144\.84 samples +0\.5774 bins +6\.5104e-4 +0\.00 dB +exact/);
  expect(stdout).toMatch(/smooth +185\.\d\d samples +0\.4998 bins .* 0\.17 dB +exact/);
  expect(stdout).toContain("short against canonical: 51 % narrower in time, 2.7 times as wide in frequency");
  expect(stdout).toMatch(/short +71\.48 samples +1\.5570 bins .* 1\.82 dB +exact/);
});

test("window --json holds the same, with the samples", async () => {
  const { stdout } = await inProcess(["window", ...long, "--json", "--goal", "time=1", "--noise-cap", "1"]);
  const report = JSON.parse(stdout);
  expect(report.bounds).toMatchObject({ painless: false, invertible: true, redundancy: 4 });
  expect(report.synthesis.map(({ name }: { name: string }) => name)).toEqual(["canonical", "goal"]);
  expect(report.synthesis[1].noiseAboveCanonical).toBeLessThanOrEqual(1);
  expect(report.synthesis[1].dualityError).toBeLessThan(1e-13);
  expect(report.synthesis[1].window.length).toBe(512);
});

test("window refuses what has no inverse, with the reason", async () => {
  const { code, stderr } = await inProcess(["window", "--fft-size", "512", "--hop", "600"]);
  expect(code).not.toBe(0);
  expect(stderr).toContain("no synthesis window inverts this transform");
});

test("a goal of unknown words is refused", async () => {
  const { code, stderr } = await inProcess(["window", "--goal", "beauty=1"]);
  expect(code).not.toBe(0);
  expect(stderr).toContain('--goal knows time, frequency, product, noise, not "beauty"');
});

test("a picture with the ending .png is one, each curve in its colour", async (context) => {
  const path = join(emptyFolder(context), "windows.png");
  const { code } = await inProcess(["window", ...long, "-s", "smooth", "short", "--draw", path]);
  expect(code).toBe(0);
  const png = readFileSync(path);
  expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
    "PNG",
    720,
    600,
  ]);
  const frame = { window: Float64Array.of(1, 2, 3, 2), hop: 1, fftSize: 4 };
  const { pixels, width } = pictureOf(
    dualPlots(frame, [{ name: "one", dual: { window: Float64Array.of(3, 2, 1, 0.5) } }], "a title"),
  );
  for (const full of [15, 31])
    expect(pixels.filter((pixel) => pixel === full).length).toBeGreaterThan(width / 2);
});

test.each([
  ["hann", 1024, 1024, 256],
  ["hann", 1024, 512, 128],
  ["rectangular", 400, 400, 100],
] as const)("core and engine invert with every preset: %s %i/%i/%i", (family, length, fftSize, hop) => {
  const audio = readWav(join(speech, "original.wav")).channels[0]!.slice(0, 9000);
  const { convention } = resolveConvention({
    given: {
      geometry: { fftSize, hop, window: { family, length, symmetric: false }, length: audio.length },
      layout: { frames: "rows" },
    },
  });
  const frames = stft(audio, convention);
  for (const { name } of presets) {
    const synthesis = synthesisWindow(frameOf(convention.geometry), name).window;
    expect(snr(audio, istft(frames, convention, { synthesis }))).toBeGreaterThan(290);
    expect(snr(audio, istft(frames, convention, { synthesis, maker: engineInverse }))).toBeGreaterThan(130);
  }
});

test("every synthesis gives undamaged files their sound back, files with a window too", async (context) => {
  const folder = emptyFolder(context);
  const original = join(speech, "original.wav");
  const files = [join(folder, "S.npy"), join(folder, "P.npy")];
  const how = ["--profile", "librosa", ...long];
  const picture = join(folder, "mine.svg");
  const mine = join(folder, "mine.npy");
  const made = await inProcess(["window", ...long, "--goal", "frequency=1", "--draw", picture, "-o", mine]);
  expect(made.code).toBe(0);
  expect(readFileSync(picture, "utf8")).toMatch(/^<svg .*>goal<.*<\/svg>\n$/s);
  expect((await inProcess(["analyze", original, "-o", ...files, ...how])).code).toBe(0);
  const truth = readWav(original).channels[0]!;
  for (const synthesis of ["canonical", "smooth", "short", "tight", mine]) {
    const sound = join(folder, "sound.wav");
    const flags = ["--synthesis", synthesis, "--wav-format", "float64", "--level", "keep", "-o", sound];
    const { code, stderr } = await inProcess(["reconstruct", ...files, ...how, ...flags]);
    expect([code, stderr.includes("Error")]).toEqual([0, false]);
    const back = readWav(sound).channels[0]!;
    expect(snr(truth.subarray(0, back.length), back)).toBeGreaterThan(280);
  }
});

test("a file that holds no window, or one of another length, is refused", async (context) => {
  const folder = emptyFolder(context);
  const pair = [join(speech, "spectrogram"), join(speech, "phases")];
  const matrix = await inProcess([...pair, "--synthesis", pair[0]!, "-o", join(folder, "a.wav")]);
  expect(matrix.stderr).toContain("this array is no window");
  const short = join(folder, "short.npy");
  await inProcess(["window", ...long, "-s", "smooth", "-o", short]);
  const wrong = await inProcess([...pair, "--synthesis", short, "-o", join(folder, "a.wav")]);
  expect(wrong.stderr).toContain("another length than the window");
  expect([matrix.code, wrong.code]).not.toContain(0);
});
