import type { PhaseReading } from "../encoding/phase-unit.ts";
import type { Block } from "../survey/pair.ts";
import { type Arrangement, binsOf } from "./arrangement.ts";
import { inverseOf } from "./inverse.ts";

/** Cosine and sine of every phase of a block. */
export interface Angles {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

export function anglesOf(block: Block, phase: PhaseReading): Angles {
  const cos = new Float64Array(block.phase.length);
  const sin = new Float64Array(block.phase.length);
  const scale = (2 * Math.PI) / phase.period;
  for (let i = 0; i < cos.length; i++) {
    const turns = (block.phase[i] - phase.offset) / phase.period;
    const angle =
      phase.wrapped === "wrapped"
        ? (block.phase[i] - phase.offset) * scale
        : 2 * Math.PI * (turns - Math.round(turns));
    cos[i] = Math.cos(angle) || 0;
    sin[i] = Math.sin(angle) || 0;
  }
  return { cos, sin };
}

/** One-sided spectra, interleaved pairs, `frames x 2 (floor(N/2) + 1)`; bins that are not stored stay zero. */
export function spectraOf(
  amplitudes: Float64Array,
  angles: Angles,
  frames: number,
  stored: number,
  arrangement: Arrangement,
  edgeGain: number,
  lowCut: number,
): Float64Array {
  const places = binsOf(arrangement, stored);
  const last = Math.floor(arrangement.fftSize / 2);
  const width = 2 * (last + 1);
  const out = new Float64Array(frames * width);
  const nyquist = arrangement.fftSize % 2 === 0 ? last : -1;
  for (let f = 0; f < frames; f++) {
    for (let i = 0; i < stored; i++) {
      const k = places[i];
      if (k < lowCut) continue;
      const at = f * stored + i;
      const a = k === 0 || k === nyquist ? amplitudes[at] * edgeGain : amplitudes[at];
      out[f * width + 2 * k] = a * angles.cos[at];
      out[f * width + 2 * k + 1] = a * angles.sin[at];
    }
  }
  return out;
}

/** Frames back in time, `frames x N`: y_t = irfft(X_t). */
export function framesOf(spectra: Float64Array, frames: number, fftSize: number): Float64Array {
  const y = new Float64Array(frames * fftSize);
  inverseOf(fftSize)(spectra, y, frames);
  return y;
}

/** How the samples of a frame stand in the buffer. */
export interface Placement {
  /** `rotating`: phases refer to absolute time, so frame t stands rotated by t times the hop. */
  readonly kind: "fixed" | "rotating";
  /** The spectrum was conjugated: frames are reversed in time. */
  readonly conjugate: boolean;
  readonly hop: number;
  /** Rotation of the buffer: sample n of the frame is y[n + origin mod N]. */
  readonly origin: number;
}

/** Frames in their natural order, `frames x N`: z_t[n] = w[n] x[n + tH]. */
export function placed(
  y: Float64Array,
  frames: number,
  size: number,
  first: number,
  p: Placement,
): Float64Array {
  if (p.kind === "fixed" && !p.conjugate && p.origin % size === 0) return y.slice();
  const z = new Float64Array(y.length);
  for (let t = 0; t < frames; t++) {
    const rotation = p.kind === "rotating" ? ((first + t) * p.hop) % size : 0;
    const shift = (((p.origin + rotation) % size) + size) % size;
    const at = t * size;
    if (p.conjugate) {
      const from = at + (shift === 0 ? 0 : size - shift);
      const turn = from - at + 1;
      for (let n = 0; n < turn; n++) z[at + n] = y[from - n];
      for (let n = turn; n < size; n++) z[at + n] = y[from + size - n];
    } else {
      z.set(y.subarray(at + shift, at + size), at);
      z.set(y.subarray(at, at + shift), at + size - shift);
    }
  }
  return z;
}
