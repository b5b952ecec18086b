import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWav, openWav } from "../src/index.ts";
import { fixture, gather, memory, samplesOf, truth } from "./help.ts";

const names = Object.keys(truth.samples);

/** A WAV file of chunks. */
function riff(chunks: readonly (readonly [string, Uint8Array, number?])[], container = "RIFF"): Uint8Array {
  const parts = [...container].map((c) => c.charCodeAt(0)).concat([0, 0, 0, 0], [...Buffer.from("WAVE")]);
  for (const [id, body, announced = body.length] of chunks) {
    const size = new Uint8Array(new Uint32Array([announced]).buffer);
    parts.push(...Buffer.from(id), ...size, ...body, ...(body.length % 2 === 1 ? [0] : []));
  }
  return Uint8Array.from(parts);
}

/** A plain `fmt ` chunk. */
function format(code: number, channels: number, rate: number, frameBytes: number, bits: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint16(0, code, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, rate * frameBytes, true);
  view.setUint16(12, frameBytes, true);
  view.setUint16(14, bits, true);
  return new Uint8Array(view.buffer);
}

const pcm16 = format(1, 1, 8000, 2, 16);
const three = new Uint8Array(new Int16Array([1, -2, 3]).buffer);

describe.each(names)("%s, written by SciPy or SoX", (name) => {
  test.each(["at once", "later"] as const)("is read as SciPy reads it, bytes coming %s", async (answers) => {
    const audio = await openWav(memory(fixture(name), answers));
    expect(audio.sampleRate).toBe(truth.sampleRate);
    expect((await samplesOf(audio)).map((channel) => [...channel])).toEqual(truth.samples[name]);
  });

  test("gives the same samples in any pieces", async () => {
    const audio = await openWav(memory(fixture(name)));
    const whole = truth.samples[name]!;
    fc.assert(
      fc.property(fc.nat(audio.frames + 5), fc.nat(audio.frames + 5), (start, count) => {
        const into = whole.map(() => new Float32Array(count).fill(7));
        const got = audio.read(start, count, into);
        const expected = whole.map((channel) => channel.slice(start, start + count).map(Math.fround));
        expect(got).toBe(expected[0]!.length);
        const sevens = new Array(count - expected[0]!.length).fill(7);
        expect(into.map((channel) => [...channel])).toEqual(
          expected.map((channel) => [...channel, ...sevens]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("cut anywhere, it is a typed error or a shorter recording that says so", async () => {
    const bytes = fixture(name);
    const whole = truth.samples[name]!;
    for (let length = 0; length < bytes.length; length++) {
      try {
        const audio = await openWav(memory(bytes.subarray(0, length)));
        const samples = await samplesOf(audio);
        expect(samples.map((channel) => [...channel])).toEqual(whole.map((c) => c.slice(0, audio.frames)));
        const lost = audio.frames < whole[0]!.length;
        expect(lost && audio.notes.length === 0).toBe(false);
      } catch (error) {
        expect(error).toMatchObject({ name: "FormatError" });
      }
    }
  });

  test("with bytes changed at random, it never hangs and fails only in words", async () => {
    const bytes = fixture(name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (flips) => {
          const broken = bytes.slice();
          for (const [at, value] of flips) broken[at] = value;
          try {
            const audio = await openWav(memory(broken));
            expect(audio.channels * audio.frames).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toMatchObject({ name: "FormatError" });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  ["pcm8", "pcm8", "RIFF", 1, 0],
  ["pcm24", "pcm24", "RIFF", 1, 4],
  ["pcm16-big", "pcm16", "RIFX", 2, 0],
  ["five-extensible", "pcm16", "RIFF", 5, 0],
  ["float64", "float64", "RIFF", 3, 0],
])("%s says what it is", async (name, format, container, channels, channelMask) => {
  expect(await openWav(memory(fixture(name)))).toMatchObject({ format, container, channels, channelMask });
});

test("a stream's length is measured, and noted", async () => {
  const audio = await openWav(memory(fixture("stream")));
  expect([audio.frames, audio.notes.length]).toEqual([120, 1]);
  for (const announced of [0, 0xffff_ffff]) {
    const open = riff([
      ["fmt ", pcm16],
      ["data", three, announced],
    ]);
    const source = await openWav(memory(open));
    expect([source.frames, source.notes[0]]).toEqual([3, expect.stringContaining("length open")]);
  }
});

test("chunks of odd length, unknown chunks and trailing tags do no harm", async () => {
  const bytes = riff([
    ["JUNK", new Uint8Array(7)],
    ["fmt ", pcm16],
    ["LIST", new Uint8Array(33)],
    ["data", three],
    ["id3 ", new Uint8Array(100)],
  ]);
  const audio = await openWav(memory(bytes));
  expect([...(await samplesOf(audio))[0]!]).toEqual([1 / 32768, -2 / 32768, 3 / 32768]);
});

test("24-bit samples in 32-bit containers are left-justified", async () => {
  const data = new Uint8Array(new Int32Array([0x40000000, -0x80000000]).buffer);
  const audio = await openWav(
    memory(
      riff([
        ["fmt ", format(1, 1, 8000, 4, 24)],
        ["data", data],
      ]),
    ),
  );
  expect([audio.format, audio.validBits]).toEqual(["pcm32", 24]);
  expect([...(await samplesOf(audio))[0]!]).toEqual([0.5, -1]);
});

test.each(["RF64", "BW64"])("%s gets its size from ds64", async (container) => {
  const ds64 = new DataView(new ArrayBuffer(28));
  ds64.setBigUint64(8, 4n, true);
  const sizes = new Uint8Array(ds64.buffer);
  const bytes = riff(
    [
      ["ds64", sizes],
      ["fmt ", pcm16],
      ["data", three, 0xffff_ffff],
    ],
    container,
  );
  expect(await openWav(memory(bytes))).toMatchObject({ container, frames: 2, notes: [] });
});

test("a recording of 40 GiB is read at its end as fast as at its start", async () => {
  const head = riff([
    ["fmt ", pcm16],
    ["data", new Uint8Array(0), 0xffff_ffff],
  ]);
  const size = 40 * 2 ** 30 + head.length;
  const audio = await openWav({
    name: "large.wav",
    size,
    read(position, into) {
      for (let i = 0; i < into.length; i++)
        into[i] = head[position + i] ?? (position + i === size - 1 ? 0x40 : 0);
      return into.length;
    },
    close() {},
  });
  const into = [new Float64Array(2)];
  expect(audio.frames).toBe(20 * 2 ** 30);
  expect(audio.read(audio.frames - 2, 5, into)).toBe(2);
  expect([...into[0]!]).toEqual([0, 0.5]);
});

test.each([
  ["nothing", new Uint8Array(0), "not-this-format"],
  ["a FLAC file", Uint8Array.from(Buffer.from("fLaC\0\0\0\x22------")), "not-this-format"],
  [
    "samples before their description",
    riff([
      ["data", three],
      ["fmt ", pcm16],
    ]),
    "bad-header",
  ],
  [
    "no channels",
    riff([
      ["fmt ", format(1, 0, 8000, 2, 16)],
      ["data", three],
    ]),
    "bad-header",
  ],
  [
    "no sample rate",
    riff([
      ["fmt ", format(1, 1, 0, 2, 16)],
      ["data", three],
    ]),
    "bad-header",
  ],
  [
    "frames too small",
    riff([
      ["fmt ", format(1, 2, 8000, 2, 16)],
      ["data", three],
    ]),
    "bad-header",
  ],
  ["a huge description", riff([["fmt ", pcm16, 0x7fff_ffff]]), "bad-header"],
  [
    "MP3 inside",
    riff([
      ["fmt ", format(0x55, 1, 8000, 1, 8)],
      ["data", three],
    ]),
    "unsupported",
  ],
  [
    "64-bit integers",
    riff([
      ["fmt ", format(1, 1, 8000, 8, 64)],
      ["data", three],
    ]),
    "unsupported",
  ],
  [
    "16-bit floats",
    riff([
      ["fmt ", format(3, 1, 8000, 2, 16)],
      ["data", three],
    ]),
    "unsupported",
  ],
  ["no samples at all", riff([["fmt ", pcm16]]), "truncated"],
])("%s is refused in words", async (_, bytes, code) => {
  await expect(openWav(memory(bytes))).rejects.toMatchObject({ name: "FormatError", code });
});

test("a file of nothing but empty chunks is given up soon", async () => {
  let reads = 0;
  const endless = {
    ...memory(riff([])),
    size: 2 ** 40,
    read(position: number, into: Uint8Array) {
      reads += 1;
      return memory(riff([])).read(position, into) || into.length;
    },
  };
  await expect(openWav(endless)).rejects.toMatchObject({ code: "bad-header" });
  expect(reads).toBeLessThan(5000);
});

test("too little room, or a signal, stops a read", async () => {
  const audio = await openWav(memory(fixture("pcm16")));
  expect(() => audio.read(0, 10, [new Float64Array(10)])).toThrow(RangeError);
  expect(() => audio.read(0, 10, [new Float64Array(10), new Float64Array(9)])).toThrow(RangeError);
  const into = [new Float64Array(10), new Float64Array(10)];
  expect(() => audio.read(0, 10, into, AbortSignal.abort())).toThrow(
    expect.objectContaining({ code: "aborted" }),
  );
});

test("isWav knows a WAV by its first bytes", () => {
  expect(names.every((name) => isWav(fixture(name)))).toBe(true);
  expect(isWav(gather().bytes())).toBe(false);
  expect(isWav(Uint8Array.from(Buffer.from("RIFF....AVI ")))).toBe(false);
});
