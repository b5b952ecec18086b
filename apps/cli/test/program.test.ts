import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { readWav, snr } from "./arrays.ts";
import { emptyFolder, inProcess, patience, program, speech, unspectro } from "./program.ts";

const S = join(speech, "spectrogram");
const P = join(speech, "phases");
const original = readWav(join(speech, "original.wav")).channels[0]!;

describe("two files, and no more said:", () => {
  test("the speech comes back, exactly as long as it was", async (context) => {
    const folder = emptyFolder(context);
    const { code, stdout, stderr } = await unspectro(folder, [S, P, "-o", "speech.wav"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const { rate, channels } = readWav(join(folder, "speech.wav"));
    expect(rate).toBe(22050);
    expect(channels.map((channel) => channel.length)).toEqual([original.length]);
    expect(snr(original, channels[0]!)).toBeGreaterThan(110);
    expect(stderr).toMatch(/FFT size +2048/);
    expect(stderr.match(/--sample-rate/g)).toHaveLength(1); // said once
    expect(readdirSync(folder)).toEqual(["speech.wav"]);
  });

  test("the order of the files does not matter, and is said", async (context) => {
    const folder = emptyFolder(context);
    const { code, stderr } = await unspectro(folder, [P, S, "-o", "speech.wav"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/phases holds the phases and .*spectrogram the magnitudes/);
    expect(snr(original, readWav(join(folder, "speech.wav")).channels[0]!)).toBeGreaterThan(110);
  });

  test("float64 gives back all that float32 files hold", async (context) => {
    const folder = emptyFolder(context);
    await unspectro(folder, [S, P, "-o", "speech.wav", "--wav-format", "float64"]);
    expect(snr(original, readWav(join(folder, "speech.wav")).channels[0]!)).toBeGreaterThan(130);
  });

  test("16 bits give the 16-bit recording back, bit for bit", async (context) => {
    const folder = emptyFolder(context);
    await unspectro(folder, [S, P, "-o", "speech.wav", "--wav-format", "pcm16"]);
    expect(readWav(join(folder, "speech.wav")).channels[0]).toEqual(original);
  });
});

describe("what programs expect of it:", () => {
  test("-o - pipes the same WAV", async (context) => {
    const folder = emptyFolder(context);
    await unspectro(folder, [S, P, "-o", "file.wav"]);
    const { bytes, stderr } = await unspectro(folder, [S, P, "-o", "-", "--quiet"]);
    expect(stderr).toBe("");
    expect(bytes.equals(readFileSync(join(folder, "file.wav")))).toBe(true);
  });

  test("--json answers on standard output, alone", async (context) => {
    const folder = emptyFolder(context);
    const { stdout, stderr } = await unspectro(folder, [S, P, "-o", "speech.wav", "--json"]);
    const report = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect(report.convention.geometry).toMatchObject({ fftSize: 2048, hop: 512, length: 65930 });
    expect(report.output).toMatchObject({ sampleRate: 22050, channels: 1, length: 65930 });
    expect(report.fields.find(({ path }: { path: string }) => path === "geometry.hop").origin).toBe("found");
  });

  test("--json tells a failure, too", async (context) => {
    const folder = emptyFolder(context);
    const { code, stdout } = await unspectro(folder, ["no.npy", P, "--json"]);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "not-found", exitCode: 3, file: "no.npy" });
    expect(code).toBe(3);
  });

  test("--json and -o - exclude each other", async (context) => {
    const { code, stderr } = await unspectro(emptyFolder(context), [S, P, "--json", "-o", "-"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/standard output/);
  });

  test("a report gives the same sound again", async (context) => {
    const folder = emptyFolder(context);
    const flags = ["--hop", "500", "--window", "hamming", "--sample-rate", "8000"];
    await unspectro(folder, [S, P, "-o", "one.wav", "--report", "run.json", ...flags]);
    await unspectro(folder, [S, P, "-o", "two.wav", "--convention", "run.json"]);
    expect(readFileSync(join(folder, "two.wav")).equals(readFileSync(join(folder, "one.wav")))).toBe(true);
  });

  test("a pipe serves as input", (context) => {
    const folder = emptyFolder(context);
    const command = `cat "$1" | "$0" "$3" - "$2" -o out.wav -q && ls`;
    const { stdout, status } = spawnSync("bash", ["-c", command, process.execPath, S, P, program], {
      cwd: folder,
      encoding: "utf8",
      ...patience,
    });
    expect(stdout).toBe("out.wav\n");
    expect(status).toBe(0);
  });

  test("colours and bars only where they are wanted", async (context) => {
    const folder = emptyFolder(context);
    const colour = "\u001b[";
    const plain = await unspectro(folder, [S, P, "-o", "a.wav"]);
    expect(plain.stderr).not.toContain(colour);
    const forced = await unspectro(folder, [S, P, "-o", "a.wav"], { environment: { FORCE_COLOR: "1" } });
    expect(forced.stderr).toContain(colour);
  });
});

describe("what it says of itself:", () => {
  test("nothing said shows how to begin", async () => {
    const { code, stdout } = await inProcess([]);
    expect(stdout).toMatch(/unspectro spectrogram phases -o sound\.wav/);
    expect(code).toBe(0);
  });

  test.each(commands.map(({ name }) => name))("help of %s teaches with examples", async (name) => {
    const { code, stdout } = await inProcess([name, "--help"]);
    expect(stdout).toContain(`unspectro ${name === "reconstruct" ? "" : name}`);
    if (name !== "formats") expect(stdout).toContain("Examples:");
    expect(code).toBe(0);
  });

  test("help has a flag for every field of a convention", async () => {
    const { conventionFields } = await import("@unspectro/core");
    const { flagOf } = await import("../src/options/fields.ts");
    const { stdout } = await inProcess(["--help"]);
    const flags = conventionFields.map(({ path }) => flagOf(path));
    expect(flags).not.toContain(undefined);
    for (const flag of flags) expect(stdout).toContain(`${flag} `);
  });

  test("its version is that of its package", async () => {
    const { stdout } = await inProcess(["--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("profiles lists every profile, and prints one to change", async (context) => {
    const { profiles } = await import("@unspectro/core");
    const { stdout } = await inProcess(["profiles"]);
    for (const { id } of profiles) expect(stdout).toMatch(new RegExp(`^${id} `, "m"));
    const folder = emptyFolder(context);
    const torch = JSON.parse((await inProcess(["profiles", "torch"])).stdout);
    expect(torch.geometry.padding).toBe("reflect");
    writeFileSync(
      join(folder, "c.json"),
      JSON.stringify({ ...torch, geometry: { ...torch.geometry, hop: 200 } }),
    );
    const again = await inProcess([
      "analyze",
      join(speech, "original.wav"),
      "-o",
      join(folder, "x.npz"),
      "--convention",
      join(folder, "c.json"),
      "--json",
    ]);
    expect(JSON.parse(again.stdout).convention.geometry.hop).toBe(200);
  });

  test("formats lists every reader", async () => {
    const { stdout } = await inProcess(["formats", "--json"]);
    const ids = JSON.parse(stdout).formats.map(({ id }: { id: string }) => id);
    expect(ids.sort()).toEqual(["csv", "hdf5", "matlab", "npy", "png", "raw"]);
  });

  test.each(["bash", "zsh", "fish"])("completion for %s names commands and flags", async (shell) => {
    const { stdout } = await inProcess(["completion", shell]);
    for (const word of ["analyze", "profiles", "fft-size", "window-length"]) expect(stdout).toContain(word);
  });

  test("the completion script for bash is one that bash takes, and completes", async () => {
    const { stdout } = await inProcess(["completion", "bash"]);
    const ask = `${stdout}\nCOMP_WORDS=(unspectro inspect --el); COMP_CWORD=2; _unspectro; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync("bash", ["-c", ask], { encoding: "utf8", ...patience }).stdout).toBe("--element\n");
  });
});

describe("inspect:", () => {
  test("says what is in the files, and what it looks like", async () => {
    const { stdout, code } = await inProcess(["inspect", S, P]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1025 x 129, float32, columns lie together \(Fortran order\)/);
    expect(stdout).toMatch(/magnitudes: amplitude or power/);
    expect(stdout).toMatch(/phases: angles run from -3\.142 to 3\.142: radians/);
    expect(stdout).toMatch(/first and last of 1025 hold only 0 and pi.*2048/);
  });

  test("answers as JSON", async () => {
    const { stdout } = await inProcess(["inspect", S, "--json"]);
    const [file] = JSON.parse(stdout).files;
    expect(file).toMatchObject({ format: "npy", bytes: 529028 });
    expect(file.arrays[0]).toMatchObject({ shape: [1025, 129], element: "float32", complex: false });
    expect(file.arrays[0].look).toMatchObject({ cells: 132225, all: true, notFinite: 0 });
  });
});

describe("a reader of one's own:", () => {
  const source = `export const dots = {
    id: "dots", title: "Dots", extensions: ["dots"],
    probe: (head) => (head[0] === 46 && head[1] === 46 ? 1 : 0),
    list: () => [{ name: "", shape: [3, 3], element: "float64", complex: false }],
    open: (bytes) => ({ format: "dots", name: bytes.name, frames: 3, bins: 3, channels: 1, element: "float64",
      complex: false, shape: [3, 3], frameAxis: 0, blockFrames: 3, partialRecords: false, notes: ["it has dots"],
      read: (start, count, into) => { into.fill(0.5, 0, 3 * count); return count; }, close() {} }),
  };`;

  test("is loaded by --plugin and asked first", async (context) => {
    const folder = emptyFolder(context);
    writeFileSync(join(folder, "dots.mjs"), source);
    writeFileSync(join(folder, "file"), "...");
    const { stdout, code } = await unspectro(folder, ["inspect", "file", "--plugin", "./dots.mjs"]);
    expect(stdout).toMatch(/file {2}Dots, 3 bytes\n {2}3 x 3, float64/);
    expect(stdout).toMatch(/it has dots/);
    expect(code).toBe(0);
  });

  test("that is none is refused", async (context) => {
    const folder = emptyFolder(context);
    writeFileSync(join(folder, "none.mjs"), "export const x = 1;");
    const { stderr, code } = await unspectro(folder, ["inspect", S, "--plugin", "./none.mjs"]);
    expect(stderr).toMatch(/none\.mjs exports no reader/);
    expect(code).toBe(2);
  });
});

describe("threads:", () => {
  test("write the same bytes, however many", async (context) => {
    const folder = emptyFolder(context);
    const files = [join(folder, "S.npy"), join(folder, "P.npy")];
    writeFileSync(join(folder, "long.wav"), pcm16Wav(16000 * 40));
    const made = await unspectro(folder, [
      "analyze",
      "long.wav",
      "-o",
      ...files,
      "--fft-size",
      "256",
      "--hop",
      "16",
    ]);
    expect(made.code).toBe(0);
    const known = ["--fft-size", "256", "--hop", "16", "--sample-rate", "16000"];
    const sound = async (threads: string, ...more: string[]): Promise<Buffer> => {
      const { code, stderr } = await unspectro(folder, [
        ...files,
        "-o",
        "out.wav",
        "-q",
        "--threads",
        threads,
        ...known,
        ...more,
      ]);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      return readFileSync(join(folder, "out.wav"));
    };
    // In place where bytes depend on their samples alone; through one writer where dither goes on; twice for a level.
    for (const options of [[], ["--wav-format", "float32"], ["--wav-format", "pcm16"], ["--level", "peak"]]) {
      const alone = await sound("1", ...options);
      expect(alone.length).toBeGreaterThan(16000 * 40 * 2);
      for (const threads of options.length === 0 ? ["2", "3"] : ["2"])
        expect((await sound(threads, ...options)).equals(alone)).toBe(true);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith("unfinished"))).toEqual([]);
  });
});

/** A mono WAV at 16 kHz of a tone that slides. */
function pcm16Wav(samples: number): Buffer {
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + 2 * samples, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16000, 24);
  wav.writeUInt32LE(32000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(2 * samples, 40);
  for (let n = 0; n < samples; n++)
    wav.writeInt16LE(Math.round(9000 * Math.sin(0.02 * n + 1e-7 * n * n)), 44 + 2 * n);
  return wav;
}

describe("the built program:", () => {
  test("finds every reader, where nothing but the text tells the format", async (context) => {
    const folder = emptyFolder(context);
    writeFileSync(join(folder, "table"), "1,2,3\n4,5,6\n7,8,9\n");
    const { code, stdout, stderr } = await unspectro(folder, ["inspect", "table"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/3 x 3/);
    expect(code).toBe(0);
  });
});
