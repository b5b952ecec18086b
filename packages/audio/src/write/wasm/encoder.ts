import { ditherState } from "../dither.ts";
import { LITTLE_ENDIAN_HOST } from "../encode.ts";
import type { Encoder, EncoderOptions } from "../encoder.ts";
import { float32Of } from "../float32.ts";
import { MODULE } from "./module.ts";

/** What `assembly/index.ts` exports: functions, and places in its memory. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: WebAssembly.Global;
  readonly window: WebAssembly.Global;
  readonly encoded: WebAssembly.Global;
  readonly dither: WebAssembly.Global;
  readonly peak: WebAssembly.Global;
  readonly notFinite: WebAssembly.Global;
  scale32(count: number, gain: number, most: number, to: number): void;
  scale64(count: number, gain: number, most: number, to: number): void;
  encodePcm(
    channels: number,
    room: number,
    frames: number,
    bytes: number,
    steps: number,
    dithered: boolean,
  ): number;
  largest(count: number): number;
}

/** The sizes of `assembly/memory.ts`: samples of a window, bytes of it, bytes of what comes in. */
const WINDOW = 1 << 16;
const ENCODED = 1 << 17;
const INPUT = 1 << 17;

/** An encoder in WebAssembly; undefined where that may not run (no SIMD, or a page's security policy forbids it). */
export function wasmEncoder({
  channels,
  windowFrames,
  gain,
  most,
  seed,
}: EncoderOptions): Encoder | undefined {
  const wasm = LITTLE_ENDIAN_HOST && channels * windowFrames <= WINDOW ? instance() : undefined;
  if (wasm === undefined) return undefined;
  const { buffer } = wasm.memory;
  const windowAt: number = wasm.window.value;
  const singles = new Float32Array(buffer, wasm.input.value, INPUT / 4);
  const doubles = new Float64Array(buffer, wasm.input.value, INPUT / 8);
  const bytes = new Uint8Array(buffer, wasm.input.value, INPUT);
  wasm.dither.value = ditherState(seed);
  let peak = 0;
  let notFinite = 0;
  return {
    window: Array.from(
      { length: channels },
      (_, channel) => new Float64Array(buffer, windowAt + 8 * channel * windowFrames, windowFrames),
    ),
    encoded: new Uint8Array(buffer, wasm.encoded.value, ENCODED),
    scale(samples, start, count, channel, at) {
      const to = windowAt + 8 * (channel * windowFrames + at);
      const some = samples.subarray(start, start + count);
      if (some instanceof Float32Array) {
        singles.set(some);
        wasm.scale32(count, gain, most, to);
      } else {
        doubles.set(some);
        wasm.scale64(count, gain, most, to);
      }
      peak = Math.max(peak, wasm.peak.value);
      notFinite += wasm.notFinite.value;
    },
    encodePcm: (frames, layout, dithered) =>
      wasm.encodePcm(channels, windowFrames, frames, layout.bytes, layout.steps, dithered),
    verbatim(samples, start, count) {
      if (!(samples instanceof Float32Array)) return undefined;
      singles.set(samples.subarray(start, start + count));
      const highest = float32Of(wasm.largest(count));
      if (highest === undefined) return undefined;
      peak = Math.max(peak, highest);
      return bytes.subarray(0, 4 * count);
    },
    get peak() {
      return peak;
    },
    get notFinite() {
      return notFinite;
    },
  };
}

let compiled: WebAssembly.Module | null | undefined;

function instance(): Exports | undefined {
  compiled ??= compile();
  return compiled === null ? undefined : (new WebAssembly.Instance(compiled).exports as unknown as Exports);
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(MODULE), (letter) => letter.charCodeAt(0)));
  } catch {
    return null;
  }
}
