import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "./packages.ts";

const program = join(root, "apps", "cli", "dist", "main.js");
const speech = join(root, "examples", "speech");

/** A folder with the files that the documents speak of, and the program on the PATH. */
export interface Desk {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Lays the files out: the speech under the names that examples use, and in one file of each kind. */
export function layDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "unspectro-desk-"));
  for (const name of ["spectrogram", "spectrogram.npy", "S.npy"])
    copyFileSync(join(speech, "spectrogram"), join(folder, name));
  for (const name of ["phases", "phases.npy", "P.npy"])
    copyFileSync(join(speech, "phases"), join(folder, name));
  copyFileSync(join(speech, "original.wav"), join(folder, "speech.wav"));
  const run = (...args: string[]): unknown =>
    execFileSync(process.execPath, [program, ...args, "-q"], {
      cwd: folder,
      timeout: 50_000,
      killSignal: "SIGKILL",
    });
  run("analyze", "speech.wav", "-o", "stft.npz", "--profile", "scipy-stft");
  run("analyze", "speech.wav", "-o", "results.h5", "--names", "mag,phase");
  run("analyze", "speech.wav", "-o", "S.csv", "P.csv", "--digits", "8");

  const bin = join(folder, ".bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "unspectro"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, "unspectro"), 0o755);
  return { folder, environment: { ...process.env, PATH: bin + delimiter + process.env.PATH } };
}
