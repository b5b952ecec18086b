import type { Reconstruction, Resolution } from "@unspectro/core";
import type { WrittenSound } from "@unspectro/inputs";
import { type Level, levelFor } from "@unspectro/inputs";
import type { OutputWishes } from "../options/output.ts";
import type { Talk } from "../talk/talk.ts";
import { brief, channelsInWords, count, dbfs, duration, grouped } from "../talk/words.ts";

/** What to do about the level: as the user wishes, or as far as the files tell it. */
export function levelOf({ level, peak }: OutputWishes, resolution: Resolution): Level {
  if (level === "peak") return { kind: "peak", amplitude: peak };
  if (level !== "auto") return { kind: level };
  return levelFor(resolution, peak);
}

/** Says which samples the frames do not decide, where that is more than nothing. */
export function tellCoverage({ coverage, length }: Reconstruction, talk: Talk): void {
  const { uncovered, uncoveredSamples } = coverage;
  if (uncoveredSamples === 0) return;
  const [first] = uncovered;
  const where =
    uncovered.length === 1
      ? `from sample ${grouped(first!.from)} to ${grouped(first!.to)}`
      : `in ${uncovered.length} places, first from sample ${grouped(first!.from)} to ${grouped(first!.to)}`;
  const share = brief((100 * uncoveredSamples) / length);
  talk.warn(`no frame covers ${count(uncoveredSamples, "sample")} (${share} %), ${where}: they are silent`);
}

/** Says what was written. */
export function tellSound(
  { length, channels, notFinite }: Pick<Reconstruction, "length" | "channels" | "notFinite">,
  { convention }: Resolution,
  { path, wavFormat }: OutputWishes,
  sound: WrittenSound,
  seconds: number,
  talk: Talk,
): void {
  const rate = convention.geometry.sampleRate!;
  if (notFinite > 0) talk.warn(`${count(notFinite, "cell")} NaN or infinite, taken as zero`);
  if (sound.clipped > 0) {
    talk.warn(
      `${count(sound.clipped, "sample")} too loud for ${wavFormat}, clipped (--level fit scales instead)`,
    );
  } else if (sound.peak > 1) {
    talk.warn(`the peak is ${dbfs(sound.peak)}: above full scale, which only float files hold`);
  }
  if (sound.gain !== 1) {
    const decibels = (20 * Math.log10(sound.gain)).toFixed(1);
    const from = `the peak was ${dbfs(sound.sourcePeak)}`;
    talk.warn(`level changed by ${decibels} dB (${from}; --level keep leaves it)`);
  }
  const format = [
    duration(length / rate),
    channelsInWords(channels),
    wavFormat,
    `${grouped(rate)} Hz`,
    `peak ${dbfs(sound.peak)}`,
  ].join(", ");
  talk.say();
  talk.say(`${talk.style.bold(path === "-" ? "standard output" : path)}  ${format}  (${duration(seconds)})`);
}
