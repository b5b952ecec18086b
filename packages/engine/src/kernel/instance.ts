import { type KernelMemory, kernelMemory, type Precision } from "../plan/memory.ts";
import { KERNEL } from "./wasm.ts";

/** What the module exports; `assembly/index.ts` says what each does. All numbers are byte addresses or counts. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  heap(): number;
  fftBytes(): number;
  stftBytes(): number;
  decodeBytes(): number;
  inverse32: InverseFrames;
  inverse64: InverseFrames;
  energy32: Energy;
  energy64: Energy;
  synthesise32: Spectra;
  synthesise64: Spectra;
  analyse32: Spectra;
  analyse64: Spectra;
  transform32(fft: number, data: number): void;
  transform64(fft: number, data: number): void;
  settle32: Settle;
  settle64: Settle;
  round32: RoundFrames;
  round64: RoundFrames;
  distance32: Distance;
  distance64: Distance;
}

type InverseFrames = (
  stft: number,
  decode: number,
  magnitude: number,
  phase: number,
  columns: number,
  first: number,
  frames: number,
  sums: number,
) => void;
type Energy = (
  stft: number,
  decode: number,
  magnitude: number,
  phase: number,
  columns: number,
  frames: number,
) => number;
type Spectra = (stft: number, from: number, first: number, frames: number, to: number) => void;
type Settle = (sums: number, count: number, scale: number, period: number, out: number) => void;
type RoundFrames = (
  step: number,
  stft: number,
  signal: number,
  first: number,
  frames: number,
  magnitudes: number,
  t: number,
  d: number,
  parameters: number,
  sums: number,
) => void;
type Distance = (stft: number, signal: number, first: number, frames: number, magnitudes: number) => number;

/** One instance of the kernel, of one precision, with memory of its own. */
export interface Kernel {
  readonly memory: KernelMemory;
  /** Stored frames to overlap-added sums. */
  readonly inverse: InverseFrames;
  /** The energy of the half spectra of frames that `inverse` has had, two-sided. */
  readonly energy: Energy;
  /** Half spectra, as interleaved pairs, to overlap-added sums. */
  readonly synthesise: (stft: number, rows: number, first: number, frames: number, sums: number) => void;
  /** A signal to half spectra, as interleaved pairs. */
  readonly analyse: (stft: number, signal: number, first: number, frames: number, rows: number) => void;
  /** One round of the Griffin-Lim family, or of splitting. */
  readonly round: RoundFrames;
  /** The summed squares of how far the magnitudes of a signal's STFT are from those wanted. */
  readonly distance: Distance;
  /** A complex transform in place, exponent +i, unscaled; input in the order of its plan. */
  readonly transform: (fft: number, data: number) => void;
  /** Divides sums by what covers them. */
  readonly settle: Settle;
  /** Sizes of the kernel's records. */
  readonly recordBytes: { readonly fft: number; readonly stft: number; readonly decode: number };
}

let compiled: WebAssembly.Module | undefined;

/** The kernel's module, compiled at the first call. Can be posted to a worker. */
export function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(bytesOf(KERNEL));
  return compiled;
}

/** Instantiates the kernel; a worker may be given the module that was compiled elsewhere. */
export function openKernel(precision: Precision, module: WebAssembly.Module = kernelModule()): Kernel {
  // The type of `exports` cannot say what is in this very module.
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const memory = kernelMemory(exports.memory, exports.heap(), precision);
  const recordBytes = { fft: exports.fftBytes(), stft: exports.stftBytes(), decode: exports.decodeBytes() };
  return precision === "single"
    ? {
        memory,
        recordBytes,
        inverse: exports.inverse32,
        energy: exports.energy32,
        synthesise: exports.synthesise32,
        analyse: exports.analyse32,
        transform: exports.transform32,
        settle: exports.settle32,
        round: exports.round32,
        distance: exports.distance32,
      }
    : {
        memory,
        recordBytes,
        inverse: exports.inverse64,
        energy: exports.energy64,
        synthesise: exports.synthesise64,
        analyse: exports.analyse64,
        transform: exports.transform64,
        settle: exports.settle64,
        round: exports.round64,
        distance: exports.distance64,
      };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
