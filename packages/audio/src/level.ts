import type { Numbers } from "@unspectro/core/plugin";
import { sampleFormats, type WavFormat } from "./format.ts";

/** The level of sound, measured as it goes by. */
export interface LevelMeter {
  /** Takes the first `count` samples of every channel. */
  push(channels: readonly Numbers[], count: number): void;
  /** Largest absolute value. */
  readonly peak: number;
  /** Root mean square over all samples of all channels. */
  readonly rms: number;
  /** Samples that are NaN or infinite; they count nowhere else. */
  readonly notFinite: number;
}

/** Measures before writing, for a level that fits: the first of two passes. */
export function levelMeter(): LevelMeter {
  let peak = 0;
  let squares = 0;
  let finite = 0;
  let notFinite = 0;
  return {
    push(channels, count) {
      for (const samples of channels) {
        for (let i = 0; i < count; i++) {
          const size = Math.abs(samples[i]!);
          if (size <= Number.MAX_VALUE) {
            if (size > peak) peak = size;
            squares += size * size;
            finite += 1;
          } else notFinite += 1;
        }
      }
    },
    get peak() {
      return peak;
    },
    get rms() {
      return finite === 0 ? 0 : Math.sqrt(squares / finite);
    },
    get notFinite() {
      return notFinite;
    },
  };
}

/** What to do with sound louder than the format holds: leave it, scale it down if it must be, or a factor of one's own. */
export type LevelPolicy = "keep" | "fit" | { readonly gain: number };

/**
 * The factor a policy means for sound of this peak. `fit` never makes anything louder, and leaves room for the dither
 * of 16-bit files, so that what was fitted is not clipped.
 *
 * @example
 * ```ts
 * import { levelGain } from "@unspectro/audio";
 *
 * console.log(levelGain("fit", 2, "float32")); // 0.5
 * console.log(levelGain("fit", 0.7, "pcm16")); // 1
 * console.log(levelGain("keep", 2, "pcm16")); // 1
 * ```
 */
export function levelGain(policy: LevelPolicy, peak: number, format: WavFormat): number {
  if (policy === "keep") return 1;
  if (policy !== "fit") return policy.gain;
  const { steps, float } = sampleFormats[format];
  const highest = float ? 1 : (steps - 2) / steps;
  return peak > 1 ? highest / peak : 1;
}
