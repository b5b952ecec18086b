import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { readWav, sparseNpy, writeNpy } from "./arrays.ts";
import { type Ended, emptyFolder, patience, program, speech, unspectro } from "./program.ts";

const S = join(speech, "spectrogram");
const P = join(speech, "phases");

/** One clear message on stderr, nothing on stdout, the documented exit code, and nothing left behind. */
function expectFailure(
  ended: Ended,
  code: number,
  message: RegExp,
  folder: string,
  before: readonly string[],
): void {
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).toMatch(/^( {2}.*\n)*unspectro: /m);
  expect(ended.stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(ended.stdout).toBe("");
  expect(ended.code).toBe(code);
  expect(readdirSync(folder).sort()).toEqual([...before].sort());
}

interface Situation {
  readonly name: string;
  /** Makes the files. */
  readonly make: (folder: string) => void;
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
}

const ramp = (folder: string, name: string, shape: readonly number[]): void =>
  writeNpy(join(folder, name), shape, (i) => (i % 7) / 7);

const situations: readonly Situation[] = [
  {
    name: "a file that isn't there",
    make: () => undefined,
    args: ["S.npy", "P.npy"],
    code: 3,
    says: /S\.npy: there is no such file/,
  },
  {
    name: "a file whose name is mistyped",
    make: (folder) => ramp(folder, "phases.npy", [129, 40]),
    args: [S, "phase.npy"],
    code: 3,
    says: /phase\.npy: there is no such file\n {2}try {7}did you mean phases\.npy\?\n/,
  },
  {
    name: "a command whose name is mistyped, before two files",
    make: () => undefined,
    args: ["identfy", S, P],
    code: 2,
    says: /Did you mean the command "identify"\?/,
  },
  {
    name: "a report in a folder that isn't there, told before any work",
    make: () => undefined,
    args: [S, P, "--report", "runs/one.json"],
    code: 7,
    says: /^unspectro: runs\/one\.json: its folder doesn't exist/,
  },
  {
    name: "sound under the name of another format",
    make: () => undefined,
    args: [S, P, "-o", "speech.mp3"],
    code: 2,
    says: /-o speech\.wav, then `ffmpeg -i speech\.wav speech\.mp3`/,
  },
  {
    name: "magnitudes that are all missing",
    make: (folder) => writeNpy(join(folder, "S.npy"), [1025, 129], () => Number.NaN),
    args: ["S.npy", P],
    code: 5,
    says: /the files are silent, or hold nothing/,
  },
  {
    name: "a folder instead of a file",
    make: () => undefined,
    args: [".", P],
    code: 3,
    says: /is a folder/,
  },
  {
    name: "an array of the wrong shape",
    make: (folder) => ramp(folder, "S.npy", [100]),
    args: ["S.npy", P],
    code: 4,
    says: /S\.npy[\s\S]*(matrix|shape)/,
  },
  {
    name: "two files that don't belong together",
    make: (folder) => {
      ramp(folder, "S.npy", [129, 40]);
      ramp(folder, "P.npy", [129, 31]);
    },
    args: ["S.npy", "P.npy"],
    code: 5,
    says: /not of one size[\s\S]*expected {2}129 x 40[\s\S]*found {5}129 x 31/,
  },
  {
    name: "a file cut short",
    make: (folder) => {
      writeFileSync(join(folder, "S.npy"), readFileSync(S));
      truncateSync(join(folder, "S.npy"), 100_000);
    },
    args: ["S.npy", P],
    code: 4,
    says: /S\.npy[\s\S]*(ends too early|cut short)/,
  },
  {
    name: "an empty file",
    make: (folder) => writeFileSync(join(folder, "S.npy"), ""),
    args: ["S.npy", P],
    code: 4,
    says: /S\.npy: the file is empty/,
  },
  {
    name: "an empty array",
    make: (folder) => ramp(folder, "S.npy", [0, 129]),
    args: ["S.npy", P],
    code: 4,
    says: /S\.npy[\s\S]*empty/,
  },
  {
    name: "bytes that no reader knows",
    make: (folder) => writeFileSync(join(folder, "S"), Buffer.from([0, 1, 2, 3, 250, 251, 9])),
    args: ["S", P],
    code: 4,
    says: /S: /,
  },
  {
    name: "a pickled object",
    make: (folder) => {
      const text = "{'descr': '|O', 'fortran_order': False, 'shape': (3, 3), }".padEnd(117);
      const head = Buffer.concat([
        Buffer.from([0x93]),
        Buffer.from("NUMPY\u0001\u0000\u0076\u0000", "latin1"),
      ]);
      writeFileSync(join(folder, "S.npy"), Buffer.concat([head, Buffer.from(`${text}\n`), Buffer.alloc(50)]));
    },
    args: ["S.npy", P],
    code: 4,
    says: /S\.npy[\s\S]*(object|pickle)/i,
  },
  {
    name: "an FFT size that can't fit the bins",
    make: () => undefined,
    args: [S, P, "--fft-size", "512", "--layout", "bins-by-frames"],
    code: 6,
    says: /--fft-size[\s\S]*1025/,
  },
  {
    name: "a profile that nobody knows",
    make: () => undefined,
    args: [S, P, "--profile", "libroza"],
    code: 6,
    says: /libroza[\s\S]*did you mean librosa\?/,
  },
  {
    name: "a convention with a wrong field",
    make: (folder) => writeFileSync(join(folder, "c.json"), '{"geometry": {"hop": -3}}'),
    args: [S, P, "--convention", "c.json"],
    code: 6,
    says: /c\.json[\s\S]*--hop[\s\S]*-3/,
  },
  {
    name: "a convention that is no JSON",
    make: (folder) => writeFileSync(join(folder, "c.json"), "hop = 3"),
    args: [S, P, "--convention", "c.json"],
    code: 6,
    says: /c\.json[\s\S]*JSON/,
  },
  {
    name: "phases without magnitudes",
    make: () => undefined,
    args: [P],
    code: 5,
    says: /phases alone/,
  },
  {
    name: "an output folder that doesn't exist",
    make: () => undefined,
    args: [S, P, "-o", "nowhere/out.wav"],
    code: 7,
    says: /nowhere\/out\.wav: its folder doesn't exist/,
  },
  {
    name: "a full disk",
    make: () => undefined,
    args: [S, P, "-o", "/dev/full"],
    code: 7,
    says: /\/dev\/full: the disk is full/,
  },
  {
    name: "a number that is none",
    make: () => undefined,
    args: [S, P, "--hop", "many"],
    code: 2,
    says: /--hop wants .*not "many"/,
  },
  {
    name: "a word that is nearly right",
    make: () => undefined,
    args: [S, P, "--window", "hanm"],
    code: 2,
    says: /--window[\s\S]*Did you mean "hann"/,
  },
  {
    name: "an unknown flag",
    make: () => undefined,
    args: [S, P, "--hopp", "3"],
    code: 2,
    says: /--hopp[\s\S]*--hop/,
  },
  {
    name: "a command that is nearly right",
    make: () => undefined,
    args: ["inspct", S],
    code: 2,
    says: /Did you mean the command "inspect"/,
  },
  {
    name: "three files",
    make: () => undefined,
    args: [S, P, P],
    code: 2,
    says: /two files/,
  },
];

describe("what goes wrong ends in one clear message:", () => {
  test.concurrent.for(situations)("$name", async ({ make, args, code, says }, context) => {
    const folder = emptyFolder(context);
    make(folder);
    const before = readdirSync(folder);
    const ended = await unspectro(folder, [...args, ...(args.includes("-o") ? [] : ["-o", "out.wav"])]);
    expectFailure(ended, code, says, folder, before);
  });
});

describe("what is worth a word but stops nothing:", () => {
  test("NaN and infinite cells are counted and taken as zero", async (context) => {
    const folder = emptyFolder(context);
    const bad = new Map([
      [500, Number.NaN],
      [700, Number.POSITIVE_INFINITY],
    ]);
    writeNpy(join(folder, "S.npy"), [129, 40], (i) => bad.get(i) ?? 0.1);
    writeNpy(join(folder, "P.npy"), [129, 40], (i) => ((i * 37) % 62) / 10 - 3.1);
    const ended = await unspectro(folder, [
      "S.npy",
      "P.npy",
      "-o",
      "out.wav",
      "--wav-format",
      "float64",
      "--profile",
      "librosa",
    ]);
    expect(ended.stderr).toMatch(/2 cells NaN or infinite, taken as zero/);
    expect(ended.code).toBe(0);
    const [samples] = readWav(join(folder, "out.wav")).channels;
    expect(samples!.every(Number.isFinite)).toBe(true);
  });

  test("a hop larger than the window leaves gaps, which are counted", async (context) => {
    const folder = emptyFolder(context);
    writeNpy(join(folder, "S.npy"), [129, 10], () => 0.1);
    writeNpy(join(folder, "P.npy"), [129, 10], (i) => ((i * 37) % 62) / 10 - 3.1);
    const ended = await unspectro(folder, [
      "S.npy",
      "P.npy",
      "-o",
      "out.wav",
      "--hop",
      "300",
      "--window",
      "hann",
    ]);
    expect(ended.stderr).toMatch(/no frame covers [\d ]+ samples/);
    expect(ended.code).toBe(0);
  });
});

describe("the machine around it:", () => {
  test("a disk that fills up while writing", (context) => {
    const folder = emptyFolder(context);
    // The shell's limit on file sizes stands for the disk's: 16 blocks of 1024 bytes.
    const command = `ulimit -f 16; exec "$0" "$1" "$2" "$3" -o out.wav`;
    const { status, stderr } = spawnSync("bash", ["-c", command, process.execPath, program, S, P], {
      cwd: folder,
      encoding: "utf8",
      ...patience,
    });
    expect(stderr).toMatch(/out\.wav: (the disk is full|the file has become larger)/);
    expect(status).toBe(7);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s in the middle of long work leaves nothing behind", async (signal, code) => {
    const folder = emptyFolder({ onTestFinished });
    for (const name of ["S.npy", "P.npy"]) sparseNpy(join(folder, name), [400_000, 1025]);
    const child = spawn(
      process.execPath,
      [program, "S.npy", "P.npy", "-o", "out.wav", "--profile", "librosa"],
      { cwd: folder, ...patience },
    );
    let said = "";
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
    });
    const ended = once(child, "close");
    while (!readdirSync(folder).some((name) => name.endsWith(".unfinished"))) await setTimeout(20);
    await setTimeout(200);
    child.kill(signal);
    const [status] = await ended;
    expect(said).toMatch(/stopped; nothing half-written is left/);
    expect(status).toBe(code);
    expect(readdirSync(folder).sort()).toEqual(["P.npy", "S.npy"]);
  });

  test("a reader of the pipe that has seen enough is no failure", (context) => {
    const folder = emptyFolder(context);
    const command = `"$0" "$1" "$2" "$3" -o - | head -c 100 | wc -c; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, program, S, P], {
      cwd: folder,
      encoding: "utf8",
      ...patience,
    });
    expect(stdout.trim().split(/\s+/)).toEqual(["100", "0"]);
    expect(stderr).not.toMatch(/unspectro: /);
  });

  test("who has read enough of the account still gets the sound", (context) => {
    const folder = emptyFolder(context);
    const command = `"$0" "$1" "$2" "$3" -o out.wav 2>&1 | head -n 1 >first; echo "\${PIPESTATUS[0]}"`;
    const { stdout } = spawnSync("bash", ["-c", command, process.execPath, program, S, P], {
      cwd: folder,
      encoding: "utf8",
      ...patience,
    });
    expect(stdout).toBe("0\n");
    expect(readdirSync(folder).sort()).toEqual(["first", "out.wav"]);
  });
});
