import type { Numbers } from "@unspectro/core/plugin";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  openWav,
  type WavFormat,
  type WavSummary,
  type WavWriterOptions,
  wavPart,
  wavWriter,
} from "../src/index.ts";
import { wavHeader } from "../src/write/header.ts";
import { fixture, gather, memory, samplesOf, truth } from "./help.ts";

const formats: readonly WavFormat[] = ["pcm8", "pcm16", "pcm24", "pcm32", "float32", "float64"];
const steps = { pcm8: 2 ** 7, pcm16: 2 ** 15, pcm24: 2 ** 23, pcm32: 2 ** 31 };

/** Writes everything, cut into pieces of the given length. */
async function written(
  channels: readonly Numbers[],
  options: Omit<WavWriterOptions, "channels">,
  piece = 1 << 20,
  seeks = true,
): Promise<{ bytes: Uint8Array; summary: WavSummary }> {
  const sink = gather(seeks);
  const wav = await wavWriter(sink, { channels: channels.length, ...options });
  for (let at = 0; at < (channels[0]?.length ?? 0); at += piece) {
    await wav.write(channels.map((samples) => samples.subarray(at, at + piece)));
  }
  return { summary: await wav.finish(), bytes: sink.bytes() };
}

const noise = (length: number, seed = 1): Float64Array => {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  });
};

const arrays = (name: string): Float64Array[] =>
  truth.samples[name]!.map((channel) => Float64Array.from(channel));

test.each([
  ["pcm16", "pcm16", {}],
  ["pcm24", "pcm24", {}],
  ["float32", "float32", {}],
  ["five-extensible", "pcm16", {}],
  ["odd", "pcm24", {}],
] as const)("%s: byte for byte what SciPy or SoX wrote", async (name, format, more) => {
  const channels = arrays(name);
  const options = { sampleRate: truth.sampleRate, frames: channels[0]!.length, format, ...more };
  const { bytes } = await written(channels, options);
  expect(bytes).toEqual(fixture(name));
});

describe.each(formats)("%s", (format) => {
  const shapes = fc.record({ channels: fc.integer({ min: 1, max: 9 }), length: fc.nat(400) });

  test("comes back to within half a step, however it is cut and whoever takes it", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 90 }), fc.boolean(), async (shape, piece, seeks) => {
        const channels = Array.from({ length: shape.channels }, (_, i) => noise(shape.length, i + 1));
        const options = { sampleRate: 8000, format, dither: "never" as const };
        const { bytes, summary } = await written(channels, options, piece, seeks);
        const audio = await openWav(memory(bytes));
        const back = await samplesOf(audio);
        const half = format === "float64" ? 0 : format === "float32" ? 2 ** -25 : 0.5 / steps[format];
        const most = format.startsWith("float") ? 1 : 1 - 1 / steps[format as keyof typeof steps];
        back.forEach((samples, channel) => {
          samples.forEach((sample, i) => {
            const wanted = Math.min(channels[channel]![i]!, most);
            expect(Math.abs(sample - wanted)).toBeLessThanOrEqual(half * 1.000001);
          });
        });
        expect(audio).toMatchObject({ format, sampleRate: 8000, frames: shape.length });
        expect(summary).toMatchObject({ frames: shape.length, clipped: 0, notFinite: 0, dithered: 0 });
        expect(summary.peak).toBe(Math.max(0, ...channels.flatMap((samples) => [...samples].map(Math.abs))));
      }),
      { numRuns: 30 },
    );
  });

  test("the same bytes where others put the samples into their place, in any order", async () => {
    const shape = fc.record({
      channels: fc.integer({ min: 1, max: 3 }),
      length: fc.integer({ min: 1, max: 99 }),
    });
    const options = { sampleRate: 8000, format, dither: "never" as const, gain: 0.75 };
    await fc.assert(
      fc.asyncProperty(shape, fc.array(fc.nat(99), { maxLength: 4 }), async ({ channels, length }, cuts) => {
        const sound = Array.from({ length: channels }, (_, i) => noise(length, i + 1).map((v) => 1.5 * v));
        const whole = await written(sound, { ...options, frames: length });
        const sink = gather(true);
        const wav = await wavWriter(
          { ...sink, native: { kind: "path", path: "hidden" } },
          { channels, ...options, frames: length },
        );
        const ends = [...new Set([...cuts.filter((cut) => cut < length), 0, length])].sort((a, b) => a - b);
        for (let i = ends.length - 1; i > 0; i--) {
          const [from, to] = [ends[i - 1]!, ends[i]!];
          const part = wavPart(wav.place!, from, (position, bytes) => sink.writeAt?.(position, bytes));
          await part.write(
            sound.map((samples) => samples.subarray(from, to)),
            to - from,
          );
          wav.placed(await part.finish());
        }
        const summary = await wav.finish();
        expect(sink.bytes()).toEqual(whole.bytes);
        expect(summary).toEqual(whole.summary);
      }),
      { numRuns: 30 },
    );
  });

  test("the same bytes in one piece or many", async () => {
    const channels = [noise(20_000, 3), noise(20_000, 4)];
    const options = { sampleRate: 44_100, format };
    const whole = await written(channels, options);
    const pieces = await written(channels, options, 777);
    expect(Buffer.compare(whole.bytes, pieces.bytes)).toBe(0);
    expect(whole.summary).toEqual(pieces.summary);
  });

  test("NaN and infinity become silence and are counted", async () => {
    const { bytes, summary } = await written([Float64Array.of(Number.NaN, 0.5, Infinity, -Infinity)], {
      sampleRate: 8000,
      format,
      dither: "never",
    });
    expect([...(await samplesOf(await openWav(memory(bytes))))[0]!]).toEqual([0, 0.5, 0, 0]);
    expect(summary).toMatchObject({ notFinite: 3, peak: 0.5, clipped: 0 });
  });
});

test("float32 samples, which need no conversion, give what float64 ones of the same values give", async () => {
  const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 1e-45, 3.4028234663852886e38);
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.float({ min: -4, max: 4 }) },
    { weight: 1, arbitrary: odd },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 99 }),
      fc.integer({ min: 1, max: 40 }),
      async (values, piece) => {
        const options = { sampleRate: 8000, format: "float32" } as const;
        const single = await written([Float32Array.from(values)], options, piece);
        const double = await written([Float64Array.from(values)], options, piece);
        expect(single.bytes).toEqual(double.bytes);
        expect(single.summary).toEqual(double.summary);
      },
    ),
  );
});

describe.each(["pcm8", "pcm16", "pcm24", "pcm32"] as const)("%s", (format) => {
  test("integers over 2^(bits-1) come out unchanged", async () => {
    const whole = fc.integer({ min: -steps[format], max: steps[format] - 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(whole, { maxLength: 300 }), async (integers) => {
        const samples = Float64Array.from(integers, (value) => value / steps[format]);
        const { bytes, summary } = await written([samples], { sampleRate: 8000, format });
        const back = (await samplesOf(await openWav(memory(bytes))))[0]!;
        expect([...back].map((sample) => sample * steps[format])).toEqual(integers);
        expect(summary.dithered).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test("what is beyond full scale is cut off, and counted", async () => {
    const samples = Float64Array.of(1.5, -2, 1, -1, 0.25);
    const { bytes, summary } = await written([samples], { sampleRate: 8000, format, dither: "never" });
    const highest = 1 - 1 / steps[format];
    expect([...(await samplesOf(await openWav(memory(bytes))))[0]!]).toEqual([
      highest,
      -1,
      highest,
      -1,
      0.25,
    ]);
    expect(summary).toMatchObject({ peak: 2, clipped: 2 });
  });
});

test("there is no place where bytes depend on the samples before, or nobody says how many come, or where", async () => {
  const sink = { ...gather(true), native: { kind: "path", path: "hidden" } as const };
  const unknown = { sampleRate: 8000, channels: 1, format: "pcm24" } as const;
  const options = { ...unknown, frames: 5 };
  expect((await wavWriter(sink, options)).place).toMatchObject({ path: "hidden", at: 80 });
  expect((await wavWriter(sink, { ...options, format: "pcm16" })).place).toBeUndefined();
  expect((await wavWriter(sink, unknown)).place).toBeUndefined();
  expect((await wavWriter(gather(true), options)).place).toBeUndefined();
});

describe("dither", () => {
  const quiet = Float64Array.from({ length: 200_000 }, () => 3.3 / 32768);

  test("makes the error of rounding a noise without mean, of variance 1/4 step squared", async () => {
    const { bytes, summary } = await written([quiet], { sampleRate: 8000, format: "pcm16" });
    const back = (await samplesOf(await openWav(memory(bytes))))[0]!;
    const errors = back.map((sample) => sample * 32768 - 3.3);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const variance = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
    // Lipshitz et al. 1992: total error variance with triangular dither is 1/12 + 1/6, whatever the input.
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.005);
    expect(summary.dithered).toBe(quiet.length);
  });

  test("is the same for the same seed, and another for another", async () => {
    const options = { sampleRate: 8000, format: "pcm16" } as const;
    const short = quiet.subarray(0, 1000);
    const first = await written([short], { ...options, seed: 1 });
    const again = await written([short], { ...options, seed: 1 });
    const other = await written([short], { ...options, seed: 2 });
    expect(first.bytes).toEqual(again.bytes);
    expect(first.bytes).not.toEqual(other.bytes);
  });

  test("stays away from a recording recovered to within a few hundredths of a step", async () => {
    const integers = noise(30_000).map((sample) => Math.round(sample * 32767) + 0);
    const errors = noise(30_000, 9);
    const recovered = integers.map((value, i) => (value + 0.05 * errors[i]!) / 32768);
    const { bytes, summary } = await written([recovered], { sampleRate: 8000, format: "pcm16" });
    const back = (await samplesOf(await openWav(memory(bytes))))[0]!;
    expect(back.map((sample) => sample * 32768)).toEqual(integers);
    expect(summary.dithered).toBe(0);
  });

  test("is everywhere when asked for, and nowhere in other formats", async () => {
    const silence = [new Float64Array(5000)];
    const always = { sampleRate: 8000, dither: "always" } as const;
    expect((await written(silence, { ...always, format: "pcm16" })).summary.dithered).toBe(5000);
    expect((await written(silence, { ...always, format: "pcm24" })).summary.dithered).toBe(0);
  });
});

describe("the header", () => {
  const base = { format: "pcm16", channels: 2, sampleRate: 48_000, channelMask: 3, room: true } as const;
  const view = (frames: number | undefined, room = true): DataView =>
    new DataView(wavHeader({ ...base, frames, room }).buffer);
  const id = (header: DataView, at: number): string =>
    String.fromCharCode(...new Uint8Array(header.buffer, at, 4));

  test("keeps its length whatever the number of samples, and turns to RF64 where 32 bits end", () => {
    // 80 bytes of header, 4 bytes a frame: the RIFF size counts all but the first 8.
    const last = Math.floor((0xffff_fffe - 72) / 4);
    const small = view(last);
    const large = view(last + 1);
    expect([small.byteLength, large.byteLength, view(undefined).byteLength]).toEqual([80, 80, 80]);
    expect([id(small, 0), id(small, 12), small.getUint32(4, true)]).toEqual(["RIFF", "JUNK", 72 + last * 4]);
    expect([id(large, 0), id(large, 12), large.getUint32(4, true)]).toEqual(["RF64", "ds64", 0xffff_ffff]);
    expect(large.getBigUint64(20, true)).toBe(BigInt(72 + (last + 1) * 4));
    expect(large.getBigUint64(28, true)).toBe(BigInt((last + 1) * 4));
    expect(large.getBigUint64(36, true)).toBe(BigInt(last + 1));
    expect(large.getUint32(76, true)).toBe(0xffff_ffff);
  });

  test("of more than 4 GiB is read back with every sample", async () => {
    const frames = 3 * 2 ** 30;
    const header = wavHeader({ ...base, frames });
    const bytes = { ...memory(header), size: header.length + frames * 4 };
    expect(await openWav(bytes)).toMatchObject({ container: "RF64", frames, notes: [] });
  });

  test("of a stream leaves the sizes open; with the length announced they are true", async () => {
    const samples = [noise(100)];
    const open = await written(samples, { sampleRate: 8000 }, 30, false);
    const told = await written(samples, { sampleRate: 8000, frames: 100 }, 30, false);
    expect(new DataView(open.bytes.buffer).getUint32(4, true)).toBe(0xffff_ffff);
    expect(new DataView(told.bytes.buffer).getUint32(4, true)).toBe(told.bytes.length - 8);
    expect((await openWav(memory(open.bytes))).frames).toBe(100);
    expect((await openWav(memory(told.bytes))).notes).toEqual([]);
  });

  test("is corrected where the sink can seek and the announced length was wrong", async () => {
    const { bytes } = await written([noise(50)], { sampleRate: 8000, frames: 60 });
    expect(await openWav(memory(bytes))).toMatchObject({ frames: 50, notes: [] });
  });
});

test("what cannot be is refused at once", async () => {
  const sink = gather();
  expect(() => wavWriter(sink, { sampleRate: 8000, channels: 0 })).toThrow(RangeError);
  expect(() => wavWriter(sink, { sampleRate: 8000, channels: 65_536 })).toThrow(RangeError);
  expect(() => wavWriter(sink, { sampleRate: 8000, channels: 20_000, format: "float64" })).toThrow(
    RangeError,
  );
  expect(() => wavWriter(sink, { sampleRate: 0, channels: 1 })).toThrow(RangeError);
  const stereo = await wavWriter(sink, { sampleRate: 8000, channels: 2 });
  expect(() => stereo.write([noise(5)])).toThrow(RangeError);
  expect(() => stereo.write([noise(5), noise(4)])).toThrow(RangeError);
  const pipe = await wavWriter(gather(false), { sampleRate: 8000, channels: 1, frames: 3 });
  expect(() => pipe.write([noise(4)])).toThrow(RangeError);
  await pipe.write([noise(2)]);
  await expect(pipe.finish()).rejects.toThrow(RangeError);
});

test("a sink that takes its time gets the same bytes", async () => {
  const fast = gather();
  const slow = gather();
  const options = { sampleRate: 8000, channels: 1, format: "pcm16" } as const;
  const one = await wavWriter(fast, options);
  await one.write([noise(50_000)]);
  await one.finish();
  const two = await wavWriter(
    {
      ...slow,
      write: (bytes) => {
        const copied = bytes.slice();
        return new Promise<void>((done) => setTimeout(done, 1)).then(() => slow.write(copied));
      },
    },
    options,
  );
  await two.write([noise(50_000)]);
  await two.finish();
  expect(slow.bytes()).toEqual(fast.bytes());
});
