import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { binsOf, type Grid, melFilterbank, randomNumbers, referenceTransform } from "@unspectro/retrieval";
import { expect, onTestFinished, test } from "vitest";
import { cli } from "../src/cli.ts";
import { readWav, snr, writeNpy } from "./arrays.ts";
import { emptyFolder, inProcess, speech } from "./program.ts";

const RATE = 22050;
const fftSize = 512;
const hop = 128;
const window = Float64Array.from(
  { length: fftSize },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize),
);
/** Half a second of speech, and how its arrays are made: as librosa would. */
const sound = readWav(join(speech, "original.wav")).channels[0]!.slice(0.4 * RATE, 0.9 * RATE);
const how = ["--profile", "librosa", "--fft-size", "512", "--hop", "128", "--sample-rate", "22050"];
const exact = ["--wav-format", "float64", "--level", "keep"];

/** Spectra of centred frames, zeros around: frames x bins pairs. */
function spectraOf(samples: Float64Array): { grid: Grid; bins: number; spectra: Float64Array } {
  const grid = { fftSize, hop, window, frames: 1 + Math.floor(samples.length / hop) };
  const bins = binsOf(grid);
  const padded = new Float64Array(samples.length + 2 * fftSize);
  padded.set(samples, fftSize / 2);
  const transform = referenceTransform(grid);
  const spectra = new Float64Array(2 * bins * grid.frames);
  for (let m = 0; m < grid.frames; m++) {
    transform.forward(padded, m, 1);
    spectra.set(transform.spectra.subarray(0, 2 * bins), 2 * bins * m);
  }
  return { grid, bins, spectra };
}

const { grid, bins, spectra } = spectraOf(sound);
const magnitude = (frame: number, bin: number): number =>
  Math.hypot(spectra[2 * (frame * bins + bin)]!, spectra[2 * (frame * bins + bin) + 1]!);
const phase = (frame: number, bin: number): number =>
  Math.atan2(spectra[2 * (frame * bins + bin) + 1]!, spectra[2 * (frame * bins + bin)]!);

/** Writes numbers of frames and bins as librosa lays them: bins x frames. */
function write(path: string, value: (frame: number, bin: number) => number): string {
  writeNpy(path, [bins, grid.frames], (i) => value(i % grid.frames, Math.floor(i / grid.frames)));
  return path;
}

/** How far the magnitudes of a sound are from those it was made from, in decibels. */
function convergence(path: string): number {
  const found = spectraOf(readWav(path).channels[0]!).spectra;
  let error = 0;
  let energy = 0;
  for (let m = 4; m < grid.frames - 4; m++)
    for (let k = 0; k < bins; k++) {
      const i = 2 * (m * bins + k);
      error += (Math.hypot(found[i]!, found[i + 1]!) - magnitude(m, k)) ** 2;
      energy += magnitude(m, k) ** 2;
    }
  return 10 * Math.log10(error / energy);
}

test("magnitudes alone become a sound that has them, the same for the same seed", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const [one, two] = [join(folder, "one.wav"), join(folder, "two.wav")];
  const flags = [...how, ...exact, "--iterations", "30", "--seed", "3"];
  const first = await inProcess(["retrieve", S, ...flags, "-o", one, "--json"]);
  expect(first.code).toBe(0);
  const [run] = JSON.parse(first.stdout).retrieval.runs;
  expect(run).toMatchObject({ method: "relaxed", start: "pghi", stoppedBy: "rounds" });
  expect(run.convergence.end).toBeLessThan(run.convergence.start - 5);
  expect(convergence(one)).toBeLessThan(-18);
  expect((await inProcess(["retrieve", S, ...flags, "-o", two])).code).toBe(0);
  expect(readFileSync(two).equals(readFileSync(one))).toBe(true);
});

test.each([
  ["raar", "spsi"],
  ["fast-griffin-lim", "random"],
])("%s from a %s start is reached by its name", async (method, start) => {
  const folder = emptyFolder({ onTestFinished });
  const S = write(join(folder, "S.npy"), magnitude);
  const to = join(folder, "x.wav");
  const flags = ["--method", method!, "--phase-start", start!, "--iterations", "3"];
  const { code, stderr } = await inProcess(["retrieve", S, ...how, ...flags, "-o", to]);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`${method} from a ${start} start, 3 rounds`)]);
});

test("--until ends where magnitudes fit that well", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const to = join(folder, "x.wav");
  const { code, stderr } = await inProcess(["retrieve", S, ...how, "--until", "-15", "-o", to]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("as good as was asked for")]);
});

test("reconstruct hands magnitudes alone over, and says so", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const to = join(folder, "x.wav");
  const { code, stderr } = await inProcess([S, ...how, ...exact, "-o", to]);
  expect(code).toBe(0);
  expect(stderr).toContain("magnitudes without phases: these are estimated");
  expect(convergence(to)).toBeLessThan(-25);
});

test("mel bands of torchaudio become a sound that has them", async (context) => {
  const folder = emptyFolder(context);
  const mel = new URL("fixtures/mel-torchaudio.npy", import.meta.url);
  const to = join(folder, "mel.wav");
  const flags = ["--mel", "torchaudio", ...how.slice(2), ...exact, "--iterations", "20", "-o", to];
  const { code, stderr } = await inProcess(["retrieve", mel.pathname, ...flags]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Phases estimated")]);
  const bands = 64;
  const file = readFileSync(mel);
  const from = 10 + file.readUInt16LE(8);
  const frames = (file.length - from) / 4 / bands;
  const bank = melFilterbank({ bands, fftSize, sampleRate: RATE, scale: "htk", normalisation: "none" });
  const made = spectraOf(readWav(to).channels[0]!).spectra;
  let error = 0;
  let energy = 0;
  for (let m = 4; m < frames - 4; m++)
    for (const [b, { first, weights }] of bank.entries()) {
      const wanted = Math.sqrt(file.readFloatLE(from + 4 * (b * frames + m)));
      const power = weights.reduce((sum, weight, i) => {
        const at = 2 * (m * bins + first + i);
        return sum + weight * (made[at]! ** 2 + made[at + 1]! ** 2);
      }, 0);
      error += (wanted - Math.sqrt(power)) ** 2;
      energy += wanted ** 2;
    }
  expect(10 * Math.log10(error / energy)).toBeLessThan(-15);
});

test("a file of confidence says which phases to believe; another shape and other numbers are refused", async (context) => {
  const folder = emptyFolder(context);
  const random = randomNumbers(3);
  const wrong = Uint8Array.from({ length: bins * grid.frames }, () => (random() < 0.3 ? 1 : 0));
  const isWrong = (m: number, k: number): boolean => wrong[m * bins + k] === 1;
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), (m, k) => (isWrong(m, k) ? 3 * Math.sin(m * k) : phase(m, k)));
  const C = write(join(folder, "C.npy"), (m, k) => (isWrong(m, k) ? 0 : 1));
  const to = join(folder, "x.wav");
  const run = (...flags: string[]): ReturnType<typeof inProcess> =>
    inProcess(["retrieve", S, P, ...how, ...exact, "--iterations", "24", "-o", to, ...flags]);
  const { code, stderr } = await run("--confidence", C);
  expect([code, stderr]).toEqual([0, expect.stringContaining("as the confidence file says")]);
  expect(snr(sound, readWav(to).channels[0]!, 600)).toBeGreaterThan(60);
  const other = join(folder, "other.npy");
  writeNpy(other, [bins, grid.frames - 3], () => 1);
  expect(await run("--confidence", other)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining("frames"),
  });
  write(other, (m, k) => (m === 4 && k === 7 ? 1.5 : 1));
  expect(await run("--confidence", other)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining("frame 4, bin 7"),
  });
});

test("phases in 8 levels are mended, by reconstruct too; --quick leaves them and says so", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), (m, k) => Math.round(phase(m, k) / (Math.PI / 4)) * (Math.PI / 4));
  const [plain, mended] = [join(folder, "plain.wav"), join(folder, "mended.wav")];
  const inverse = await inProcess([S, P, ...how, ...exact, "--quick", "-o", plain]);
  expect(inverse.stderr).toMatch(
    /frames contradict their neighbours[\s\S]*unspectro retrieve .*S\.npy .*P\.npy/,
  );
  const { code, stdout } = await inProcess([S, P, ...how, ...exact, "-o", mended, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).mending.runs[0]).toMatchObject({ damage: "coarse phases" });
  const [before, after] = [plain, mended].map((path) => snr(sound, readWav(path).channels[0]!));
  expect(before).toBeLessThan(20);
  expect(after).toBeGreaterThan(before! + 15);
});

test("decibels cut off at a floor are mended until the original samples show, bit for bit", async (context) => {
  const folder = emptyFolder(context);
  const loudest = Math.max(
    ...Array.from({ length: grid.frames * bins }, (_, i) =>
      magnitude(i % grid.frames, Math.floor(i / grid.frames)),
    ),
  );
  const decibels = (m: number, k: number): number => 20 * Math.log10(magnitude(m, k) / loudest + 1e-9);
  const S = write(join(folder, "S.npy"), (m, k) => Math.max(-80, decibels(m, k)));
  const P = write(join(folder, "P.npy"), phase);
  const said = [...how, "--magnitude-scale", "decibel", "--magnitude-floor", "-80"];
  const plain = await inProcess([S, P, ...said, "--exact", "--quick", "-o", join(folder, "plain.wav")]);
  expect(plain.stderr).toMatch(/no original samples can be told|too coarse to give every original sample/);
  const to = join(folder, "exact.wav");
  const { code, stderr } = await inProcess([S, P, ...said, "--exact", "-o", to]);
  expect(stderr).toMatch(/% of them at their floor[\s\S]*the original 16-bit samples/);
  expect(code).toBe(0);
  const [whole, found] = [sound, readWav(to).channels[0]!].map((samples) =>
    samples.map((v) => Math.round(v * 32768)),
  );
  // a window at each end is decided by fewer frames
  const inner = (samples: Float64Array): number[] => [
    ...samples.subarray(2 * fftSize, sound.length - 2 * fftSize),
  ];
  expect(inner(found!)).toEqual(inner(whole!));
});

test("no phases at all, the same number everywhere: reconstruct estimates them from the magnitudes", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), () => 0.7);
  const to = join(folder, "x.wav");
  const { code, stderr } = await inProcess([S, P, ...how, ...exact, "-o", to]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("which is no phases")]);
  expect(convergence(to)).toBeLessThan(-15);
});

test("phases of another recording are not used where nobody says who made the files", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), (m, k) => phase(grid.frames - 1 - m, k));
  const flags = [...how.slice(2), ...exact, "-o", join(folder, "x.wav"), "--json"];
  const { code, stdout } = await inProcess([S, P, ...flags]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).mending).toMatchObject({ kind: "estimated", estimates: [expect.anything()] });
});

test("frames that no sound has are joined as they are for those who name the producer, with a warning", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), (m, k) => phase(grid.frames - 1 - m, k));
  const [to, quick] = ["x.wav", "quick.wav"].map((name) => join(folder, name));
  const { code, stderr } = await inProcess([S, P, ...how, ...exact, "-o", to!]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("contradict their neighbours")]);
  await inProcess([S, P, ...how, ...exact, "--quick", "-o", quick!]);
  expect(readFileSync(to!).equals(readFileSync(quick!))).toBe(true);
});

test("a fifth of the frames with random phases are found and made anew", async (context) => {
  const folder = emptyFolder(context);
  const random = randomNumbers(5);
  const bad = Array.from({ length: grid.frames }, () => random() < 0.2);
  const S = write(join(folder, "S.npy"), magnitude);
  const P = write(join(folder, "P.npy"), (m, k) => (bad[m] ? 6 * random() - 3 : phase(m, k)));
  const mended = join(folder, "mended.wav");
  const { code, stdout } = await inProcess([S, P, ...how, ...exact, "-o", mended, "--json"]);
  expect(code).toBe(0);
  const [run] = JSON.parse(stdout).mending.runs;
  expect(run.damage).toBe("frames");
  const missed = bad.flatMap((value, m) => (value && !run.doubtedFrames.includes(m) ? [m] : []));
  expect(missed).toEqual([]);
  expect(snr(sound, readWav(mended).channels[0]!)).toBeGreaterThan(40);
});

test("nothing is said of phases that are as they should be, and nothing mended", async (context) => {
  const folder = emptyFolder(context);
  const files = [write(join(folder, "S.npy"), magnitude), write(join(folder, "P.npy"), phase)];
  const to = join(folder, "x.wav");
  const inverse = await inProcess([...files, ...how, ...exact, "-o", to]);
  expect([inverse.code, inverse.stderr.includes("contradict")]).toEqual([0, false]);
  const { stderr } = await inProcess(["retrieve", ...files, ...how, ...exact, "-o", to]);
  expect(stderr).toContain("nothing is wrong with them");
  expect(snr(sound, readWav(to).channels[0]!)).toBeGreaterThan(200);
});

/** A grey picture, 8 bit, rows from the top. */
function writePng(
  path: string,
  width: number,
  height: number,
  pixel: (x: number, y: number) => number,
): void {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = pixel(x, y);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  writeFileSync(path, Buffer.concat([signature, ...parts]));
}

test("a picture can be heard", async (context) => {
  const folder = emptyFolder(context);
  const picture = join(folder, "picture.png");
  let loudest = 0;
  for (let m = 0; m < grid.frames; m++)
    for (let k = 0; k < bins; k++) loudest = Math.max(loudest, magnitude(m, k));
  writePng(picture, grid.frames, bins, (m, y) => {
    const decibels = 20 * Math.log10(magnitude(m, bins - 1 - y) / loudest + 1e-9);
    return Math.round((255 * Math.max(0, 80 + decibels)) / 80);
  });
  const to = join(folder, "x.wav");
  const flags = ["--magnitude-scale", "decibel", "--flipped", "yes", ...how, "--iterations", "5", "-o", to];
  const { code, stderr } = await inProcess(["retrieve", picture, ...flags]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Phases estimated")]);
  expect(readWav(to).channels[0]!.length).toBeGreaterThan(sound.length - hop);
});

test("a constant-Q transform is named and refused, with advice", async (context) => {
  const folder = emptyFolder(context);
  const path = join(folder, "C.npy");
  writeNpy(path, [84, 100], (i) => 1 + Math.sin(i));
  const { code, stderr } = await inProcess(["retrieve", path, "-o", join(folder, "x.wav")]);
  expect(code).toBe(5);
  expect(stderr).toMatch(/constant-Q[\s\S]*icqt/);
});

/** Runs the program and asks it to end early once it has begun. */
async function endedEarly(args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const early = new AbortController();
  let stderr = "";
  const code = await cli(args, {
    stdout: { write: () => undefined },
    stderr: {
      write(text: string) {
        stderr += text;
      },
    },
    environment: {},
    signal: new AbortController().signal,
    endEarly() {
      setTimeout(() => early.abort(), 100);
      return early.signal;
    },
  });
  return { code, stderr };
}

test("the first Ctrl-C ends early, with a whole file of every channel", async (context) => {
  const folder = emptyFolder(context);
  const S = join(folder, "S.npy");
  const per = bins * grid.frames;
  writeNpy(S, [2, bins, grid.frames], (i) => magnitude(i % grid.frames, Math.floor((i % per) / grid.frames)));
  const to = join(folder, "x.wav");
  const { code, stderr } = await endedEarly(["retrieve", S, ...how, "--seconds", "60", "-o", to]);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/ended early[\s\S]*0 rounds, ended early/)]);
  const { channels } = readWav(to);
  expect(channels.map((channel) => channel.length > sound.length - hop)).toEqual([true, true]);
  expect(channels.map((channel) => channel.some((sample) => Math.abs(sample) > 0.01))).toEqual([true, true]);
});

test("Ctrl-C on a stream keeps what is done and says what is silence", async (context) => {
  const folder = emptyFolder(context);
  const S = join(folder, "S.npy");
  const long = 40 * grid.frames;
  writeNpy(S, [bins, long], (i) => magnitude((i % long) % grid.frames, Math.floor(i / long)));
  const to = join(folder, "x.wav");
  const { code, stderr } = await endedEarly(["retrieve", S, ...how, "--stream", "--level", "keep", "-o", to]);
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(/ended early: the last [\d ,]+ frames are silence/),
  ]);
  const [channel] = readWav(to).channels;
  expect(channel!.length).toBe((long - 1) * hop);
  expect(channel!.subarray(0, sound.length).some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  expect(channel!.subarray(-sound.length).every((sample) => sample === 0)).toBe(true);
});

test("--stream gives what frames give one after the other, and is near what all together give", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const to = join(folder, "x.wav");
  const { code, stderr } = await inProcess(["retrieve", S, ...how, ...exact, "--stream", "-o", to]);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/frames, one after the other/)]);
  expect(convergence(to)).toBeLessThan(-18);
});

test("nothing is written where retrieval is refused", async (context) => {
  const folder = emptyFolder(context);
  const S = write(join(folder, "S.npy"), magnitude);
  const to = join(folder, "x.wav");
  const { code } = await inProcess(["retrieve", S, "--fft-size", "512", "--hop", "512", "-o", to]);
  expect([code, existsSync(to)]).toEqual([6, false]);
});
