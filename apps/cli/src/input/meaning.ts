import { inferFftSize, inferScale, inferUnit } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import { type Look, phaseLikeness } from "@unspectro/inputs";
import { brief, grouped } from "../talk/words.ts";

/** A row or column counts as holding only 0 and pi when nearly all its cells do. */
const NEARLY_ALL = 0.98;

/** What an array probably is, in lines for people, likeliest first. */
export function meaningOf(source: FrameSource, look: Look): string[] {
  if (look.cells === look.notFinite) return ["nothing that could be heard"];
  if (source.complex) return [complexMeaning(look), binsMeaning(source.bins)];
  const range = { min: look.min, max: look.max };
  if (phaseLikeness(look, source.name) > 1.5) {
    return [`phases: ${inferUnit(range).why}`, ...edgeMeaning(look, source)];
  }
  const { value, why } = inferScale(range);
  const floor =
    look.min < 0 && look.atMinimum > 50
      ? [`${grouped(look.atMinimum)} cells hold the smallest value: cut off there, at ${brief(look.min)}`]
      : [];
  const scale = value.scale === "amplitude" ? "magnitudes: amplitude or power" : "magnitudes";
  return [`${scale} (${why})`, ...floor];
}

function complexMeaning(look: Look): string {
  return look.unitModulus ? "phases saved as phasors (modulus 1)" : "a complex spectrogram";
}

function binsMeaning(bins: number): string {
  return inferFftSize(bins, {}).why;
}

/** DC and Nyquist of real sound are real: their phases are 0 or pi, and that tells which axis is frequency. */
function edgeMeaning({ edges }: Look, { bins, frames }: FrameSource): string[] {
  const lines: string[] = [];
  if (edges.firstBin > NEARLY_ALL && edges.lastBin > NEARLY_ALL) {
    lines.push(
      `first and last of ${bins} hold only 0 and pi: DC to Nyquist of an even FFT size, ${2 * (bins - 1)}`,
    );
  } else if (edges.firstBin > NEARLY_ALL) {
    lines.push(`only the first of ${bins} holds 0 and pi throughout: an odd FFT size, or no Nyquist bin`);
  } else if (edges.lastBin > NEARLY_ALL) {
    lines.push(`only the last of ${bins} holds 0 and pi throughout: no DC bin, or highest frequency first`);
  } else if (edges.firstFrame > NEARLY_ALL) {
    lines.push(`the first of ${frames} holds only 0 and pi: this axis may be frequency`);
  }
  return lines;
}
