import { levelGain, type WavFormat } from "@unspectro/audio";
import type { Resolution } from "@unspectro/core";

/** What to do about the level. */
export type Level =
  /** As it comes out; integers clip what is too loud. */
  | { readonly kind: "keep" }
  /** Scaled down where the format would clip. */
  | { readonly kind: "fit" }
  /** The peak brought to this amplitude. */
  | { readonly kind: "peak"; readonly amplitude: number }
  /** Like `fit`, and where a level that nobody knows comes out far from usual, like `peak`. */
  | { readonly kind: "guess"; readonly amplitude: number };

/** The amplitude of -1 dBFS: the peak of sound whose level is not in the data. */
export const USUAL_PEAK: number = 10 ** (-1 / 20);

/** A level that nobody knows is set right where the peak comes out below this. */
const QUIET = 0.02;

/** The level as far as the files tell it; where they don't, the peak is brought to `amplitude`. */
export function levelFor(resolution: Resolution, amplitude: number = USUAL_PEAK): Level {
  if (levelIsRelative(resolution)) return { kind: "peak", amplitude };
  return levelIsAGuess(resolution) ? { kind: "guess", amplitude } : { kind: "fit" };
}

/** The factor that a wish means for sound of this peak. Floats hold any level, and keep theirs. */
export function gainFor(level: Level, peak: number, format: WavFormat): number {
  const fitted = format.startsWith("float") ? 1 : levelGain("fit", peak, format);
  switch (level.kind) {
    case "keep":
      return 1;
    case "fit":
      return fitted;
    case "peak":
      return peak > 0 ? level.amplitude / peak : 1;
    case "guess":
      return gainFor(decided(level, peak), peak, format);
  }
}

/** What a level comes to once the peak is known: a guess is decided. */
export function decided(level: Level, peak: number): Exclude<Level, { kind: "guess" }> {
  if (level.kind !== "guess") return level;
  const { amplitude } = level;
  return peak > 1 || (peak > 0 && peak < QUIET) ? { kind: "peak", amplitude } : { kind: "fit" };
}

/** Decibels below the loudest: the files hold no level at all. */
function levelIsRelative({ convention, fields }: Resolution): boolean {
  const { scale } = convention.encoding.magnitude;
  const reference = fields.find(({ path }) => path === "encoding.magnitude.reference");
  return scale === "decibel" && (reference === undefined || reference.origin === "assumed");
}

/** A scale or scaling that was only assumed moves the level with it. */
function levelIsAGuess({ fields }: Resolution): boolean {
  return fields.some(
    ({ path, origin }) =>
      origin === "assumed" && (path === "encoding.magnitude.scale" || path === "encoding.scaling.rule"),
  );
}
