import { FormatError } from "@unspectro/core/plugin";
import { type SampleFormat, SUBFORMAT_TAIL, WAVE_EXTENSIBLE, WAVE_FLOAT, WAVE_PCM } from "../format.ts";

/** What a `fmt ` chunk says. */
export interface SampleDescription {
  readonly format: SampleFormat;
  readonly channels: number;
  readonly sampleRate: number;
  /** Bits that carry sound; fewer than the container's when the lowest are zero (20 bits in 24). */
  readonly validBits: number;
  /** Which loudspeakers the channels belong to; 0 where the file doesn't say. */
  readonly channelMask: number;
}

/** Compressed WAVs people meet; all decode with ffmpeg or SoX. */
const codecs: Readonly<Record<number, string>> = {
  2: "Microsoft ADPCM",
  6: "A-law",
  7: "mu-law",
  17: "IMA ADPCM",
  49: "GSM 6.10",
  80: "MPEG",
  85: "MP3",
  353: "Windows Media Audio",
  8192: "Dolby AC-3",
};

/**
 * Reads a `fmt ` chunk of 16 bytes or more. Samples narrower than their container are left-justified in it, so the
 * container alone decides how they are read.
 *
 * @throws FormatError `bad-header`, `unsupported`
 */
export function describe(chunk: DataView, littleEndian: boolean, file: string): SampleDescription {
  const u16 = (at: number): number => chunk.getUint16(at, littleEndian);
  const channels = u16(2);
  const sampleRate = chunk.getUint32(4, littleEndian);
  const frameBytes = u16(12);
  const bits = u16(14);
  const extensible = u16(0) === WAVE_EXTENSIBLE && chunk.byteLength >= 40;
  const code = extensible ? u16(24) : u16(0);
  if (extensible && !hasKnownTail(chunk)) throw unsupported(file, "a sub-format that is not Microsoft's");
  if (code !== WAVE_PCM && code !== WAVE_FLOAT) {
    throw unsupported(file, codecs[code] ?? `codec ${code}`);
  }
  if (channels === 0) throw bad(file, "the file says it has no channels", "0 channels");
  if (sampleRate === 0) throw bad(file, "the file says it has no sample rate", "0 Hz");
  const bytes = frameBytes / channels;
  if (bits === 0 || bits > bytes * 8 || !Number.isInteger(bytes)) {
    const found = `${frameBytes} bytes a frame, ${bits} bits, ${channels} channels`;
    throw bad(file, "the size of a sample contradicts itself", found);
  }
  const format = sampleFormat(code, bytes);
  if (format === undefined) {
    throw unsupported(file, `${bytes * 8}-bit ${code === WAVE_FLOAT ? "floating-point" : "integer"} samples`);
  }
  const validBits = extensible ? u16(18) : bits;
  return {
    format,
    channels,
    sampleRate,
    validBits: validBits === 0 || validBits > bits ? bits : validBits,
    channelMask: extensible ? chunk.getUint32(20, littleEndian) : 0,
  };
}

function sampleFormat(code: number, bytes: number): SampleFormat | undefined {
  if (code === WAVE_FLOAT) return bytes === 4 ? "float32" : bytes === 8 ? "float64" : undefined;
  return ([undefined, "pcm8", "pcm16", "pcm24", "pcm32"] as const)[bytes];
}

function hasKnownTail(chunk: DataView): boolean {
  return SUBFORMAT_TAIL.every((byte, i) => chunk.getUint8(26 + i) === byte);
}

function unsupported(file: string, found: string): FormatError {
  return new FormatError("unsupported", "the samples are stored in a way that is not read here", {
    file,
    found,
    advice: "convert it first: ffmpeg -i in.wav -c:a pcm_s24le out.wav",
  });
}

function bad(file: string, what: string, found: string): FormatError {
  return new FormatError("bad-header", what, { file, where: "fmt chunk", found });
}
