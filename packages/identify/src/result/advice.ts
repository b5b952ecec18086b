import type { Verdict } from "../types.ts";

/** What is nowhere in the data, whoever looks. Said once. */
export const CANNOT_BE_KNOWN: readonly string[] = [
  "the sample rate: all rates fit, and only the pitch tells",
  "the level: a gain cancels everywhere",
  "the sign: inverted audio has the same magnitudes, its phases are half a turn away",
  "time reversal: reversed frames with negative phases are the reversed audio, exactly as consistent",
  "a gain that repeats with every hop, which a window could hide",
];

/** What to do, by verdict. */
export function advice(verdict: Verdict): readonly string[] {
  switch (verdict) {
    case "identified":
      return [];
    case "ambiguous":
      return ["listen to both; ask whoever made the files for the FFT size, or the sample rate of the audio"];
    case "unidentifiable":
      return [
        "ask whoever made the files for the FFT size, the hop, the window, the magnitude scale, the phase unit and the file format",
        "check that both files come from the same recording and the same run",
        "if the magnitudes are genuine, phases can be estimated from them alone (unspectro retrieve): another sound with the same spectrogram, not the original",
      ];
  }
}
