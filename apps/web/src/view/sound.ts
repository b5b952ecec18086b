import type { SoundFacts } from "../protocol.ts";
import { dbfs, duration, grouped } from "../words.ts";
import { sentence } from "./complaint.ts";

/** What there is to say about a sound that was made, the plainest first. */
export function soundWords(made: SoundFacts, sampleRate: number): string[] {
  const { length, channels, peak, clipped, notFinite, uncoveredSamples, notes, lengthWhy, gain, weak } = made;
  const voices = channels === 1 ? "mono" : channels === 2 ? "stereo" : `${channels} channels`;
  const words = [`${duration(length / sampleRate)}, ${voices}, peak ${dbfs(peak)}.`];
  if (gain !== 1) {
    words.push(
      `Played and written ${Math.abs(20 * Math.log10(gain)).toFixed(1)} dB ${gain > 1 ? "louder" : "softer"} than it came out, because the files don't hold the level.`,
    );
  } else if (clipped > 0) words.push(`${grouped(clipped)} samples are beyond full scale.`);
  if (uncoveredSamples > 0) {
    const share = ((100 * uncoveredSamples) / length).toPrecision(2);
    words.push(
      `No frame covers ${grouped(uncoveredSamples)} samples (${share} %): they are silent, and shaded in the waveform.`,
    );
  }
  if (weak.length > 0) words.push("At the very ends the frames say little; rounding weighs more there.");
  if (notFinite > 0) words.push(`${grouped(notFinite)} cells were not numbers and were taken as zero.`);
  if (lengthWhy !== undefined) words.push(sentence(`Length: ${lengthWhy}`));
  for (const note of notes) words.push(sentence(note));
  return words;
}
