/** How one sample is stored. Integers are signed except in `pcm8`, as WAV has it. */
export type SampleFormat = "pcm8" | "pcm16" | "pcm24" | "pcm32" | "float32" | "float64";

/** The formats that the writer offers: all of them. */
export type WavFormat = SampleFormat;

/** What follows from a sample format. */
export interface SampleLayout {
  readonly bytes: number;
  readonly float: boolean;
  /** Steps from zero to full scale: a stored integer is the sample times this. 1 for floats. */
  readonly steps: number;
}

/** Every sample format. */
export const sampleFormats: Readonly<Record<SampleFormat, SampleLayout>> = {
  pcm8: { bytes: 1, float: false, steps: 2 ** 7 },
  pcm16: { bytes: 2, float: false, steps: 2 ** 15 },
  pcm24: { bytes: 3, float: false, steps: 2 ** 23 },
  pcm32: { bytes: 4, float: false, steps: 2 ** 31 },
  float32: { bytes: 4, float: true, steps: 1 },
  float64: { bytes: 8, float: true, steps: 1 },
};

/** Codes of the `fmt ` chunk (Microsoft, mmreg.h). */
export const WAVE_PCM = 1;
export const WAVE_FLOAT = 3;
export const WAVE_EXTENSIBLE = 0xfffe;

/** The last 14 bytes of the sub-format GUIDs of WAVE_FORMAT_EXTENSIBLE; the first two are one of the codes above. */
export const SUBFORMAT_TAIL: readonly number[] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/** What a 32-bit size field holds when the true size is elsewhere (RF64) or unknown (streams). */
export const SIZE_ELSEWHERE = 0xffff_ffff;
