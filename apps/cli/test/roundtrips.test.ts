import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profiles } from "@unspectro/core";
import { afterAll, describe, expect, test } from "vitest";
import { readWav, snr } from "./arrays.ts";
import { inProcess, speech } from "./program.ts";

/** A short piece of the speech, as a float64 WAV: long enough for every profile's frames. */
const folder = mkdtempSync(join(tmpdir(), "unspectro-roundtrips-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const truth = readWav(join(speech, "original.wav")).channels[0]!.slice(12_000, 12_000 + 3_003);
const sound = join(folder, "sound.wav");
writeFileSync(sound, float64Wav(truth, 22050));

/** One row per way of writing files. */
interface Storage {
  readonly name: string;
  readonly files: readonly string[];
  readonly flags?: readonly string[];
  /** Decibels that the numbers' precision allows. */
  readonly snr: number;
}

const storages: readonly Storage[] = [
  { name: "npy", files: ["S.npy", "P.npy"], snr: 280 },
  { name: "npy float32", files: ["S.npy", "P.npy"], flags: ["--element", "float32"], snr: 130 },
  { name: "npz", files: ["both.npz"], snr: 280 },
  { name: "npz compressed", files: ["both.npz"], flags: ["--compress"], snr: 280 },
  { name: "npy complex", files: ["X.npy"], flags: ["--parts", "complex"], snr: 280 },
  { name: "csv", files: ["S.csv", "P.csv"], snr: 280 },
  { name: "csv, 8 digits", files: ["S.csv", "P.csv"], flags: ["--digits", "8"], snr: 130 },
  { name: "hdf5", files: ["both.h5"], snr: 280 },
  { name: "hdf5 compressed", files: ["both.h5"], flags: ["--compress"], snr: 280 },
  { name: "mat", files: ["both.mat"], snr: 280 },
];

/**
 * Edge bins that a producer does not store are worked out from the overlap of the frames, which weighs the rounding of
 * single precision heavier, in decibels reached. All others give everything back.
 */
const single: Readonly<Record<string, number>> = { gansynth: 120, webaudio: 110, "scipy-spectrogram": 100 };
const double: Readonly<Record<string, number>> = { "scipy-spectrogram": 240 };

describe.each(storages)("analyze, then reconstruct, through $name:", ({ files, flags = [], snr: wanted }) => {
  test.each(profiles.map(({ id }) => id))("as %s", async (profile) => {
    const paths = files.map((file) => join(folder, file));
    const made = await inProcess(["analyze", sound, "-o", ...paths, "--profile", profile, ...flags]);
    expect(made.stderr.includes("unspectro: ") ? made.stderr : "").toBe("");
    const out = join(folder, "out.wav");
    // The rate enters the scaling of power densities, so a producer's user must know it.
    const rate = ["--sample-rate", "22050"];
    const options = ["--profile", profile, ...rate, "--wav-format", "float64", "--level", "keep", "--json"];
    const again = await inProcess([...paths, "-o", out, ...options]);
    expect(again.stderr).toBe("");
    const { coverage, convention } = JSON.parse(again.stdout);
    const found = readWav(out).channels[0]!;
    const covered = withoutThese(
      [...coverage.uncovered, ...coverage.weak],
      Math.min(truth.length, found.length),
    );
    const [wantedSound, foundSound] = [pick(truth, covered), pick(found, covered)];
    // Where every frame's mean was removed, the recording's own mean is in no file.
    if (convention.encoding.detrend === "frame-mean") level(foundSound, wantedSound);
    const reached = snr(wantedSound, foundSound);
    expect(reached).toBeGreaterThan((wanted < 200 ? single : double)[profile] ?? wanted);
  });
});

function withoutThese(ranges: readonly { from: number; to: number }[], length: number): number[] {
  return Array.from({ length }, (_, n) => n).filter(
    (n) => !ranges.some(({ from, to }) => n >= from && n < to),
  );
}

function pick(samples: Float64Array, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (n) => samples[n]!);
}

/** Gives a sound the mean of another. */
function level(sound: Float64Array, like: Float64Array): void {
  const difference = like.reduce((sum, value, n) => sum + value - sound[n]!, 0) / like.length;
  for (let n = 0; n < sound.length; n++) sound[n]! += difference;
}

/** Written by hand: our own writer is part of what is tested. */
function float64Wav(samples: Float64Array, rate: number): Uint8Array {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + 8 * samples.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(3, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(8 * rate, 28);
  header.writeUInt16LE(8, 32);
  header.writeUInt16LE(64, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(8 * samples.length, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, 8 * samples.length)]);
}
