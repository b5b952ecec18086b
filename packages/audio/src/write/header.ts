import {
  SIZE_ELSEWHERE,
  SUBFORMAT_TAIL,
  sampleFormats,
  WAVE_EXTENSIBLE,
  WAVE_FLOAT,
  WAVE_PCM,
  type WavFormat,
} from "../format.ts";

/** What a header says. */
export interface WavHeader {
  readonly format: WavFormat;
  readonly channels: number;
  readonly sampleRate: number;
  readonly channelMask: number;
  /** Samples of each channel; undefined for a stream whose length is not known when it begins. */
  readonly frames: number | undefined;
  /** Room for 64-bit sizes, so that the header can be rewritten whatever the length becomes. */
  readonly room: boolean;
}

/**
 * The bytes before the samples. Their number depends on everything but `frames`, so a header can be rewritten in place:
 * a JUNK chunk becomes `ds64` once the file passes 4 GiB (RF64, EBU Tech 3306).
 *
 * More than two channels, or integers of more than 16 bits, ask for WAVE_FORMAT_EXTENSIBLE; everything but plain
 * 16-bit PCM for a `fact` chunk (Microsoft, "Multiple channel audio data and WAVE files").
 */
export function wavHeader(header: WavHeader): Uint8Array {
  const { format, channels, sampleRate, channelMask, frames, room } = header;
  const { bytes, float } = sampleFormats[format];
  const extensible = channels > 2 || (!float && bytes > 2);
  const fact = extensible || float;
  const formatBytes = extensible ? 40 : float ? 18 : 16;
  const length = 12 + (room ? 36 : 0) + 8 + formatBytes + (fact ? 12 : 0) + 8;
  const dataBytes = (frames ?? 0) * bytes * channels;
  const riffBytes = length - 8 + dataBytes + (dataBytes % 2);
  const large = room && riffBytes >= SIZE_ELSEWHERE;
  const size = (value: number): number =>
    frames === undefined || large ? SIZE_ELSEWHERE : Math.min(value, SIZE_ELSEWHERE);

  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  const id = (text: string): void => {
    for (const letter of text) view.setUint8(at++, letter.charCodeAt(0));
  };
  const u16 = (value: number): void => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const u32 = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const u64 = (value: number): void => {
    view.setBigUint64(at, BigInt(value), true);
    at += 8;
  };

  id(large ? "RF64" : "RIFF");
  u32(size(riffBytes));
  id("WAVE");
  if (room) {
    id(large ? "ds64" : "JUNK");
    u32(28);
    u64(large ? riffBytes : 0);
    u64(large ? dataBytes : 0);
    u64(large ? (frames ?? 0) : 0);
    u32(0);
  }
  id("fmt ");
  u32(formatBytes);
  const code = float ? WAVE_FLOAT : WAVE_PCM;
  u16(extensible ? WAVE_EXTENSIBLE : code);
  u16(channels);
  u32(sampleRate);
  u32(Math.min(SIZE_ELSEWHERE, sampleRate * bytes * channels));
  u16(bytes * channels);
  u16(bytes * 8);
  if (formatBytes > 16) u16(formatBytes - 18);
  if (extensible) {
    u16(bytes * 8);
    u32(channelMask);
    u16(code);
    for (const byte of SUBFORMAT_TAIL) view.setUint8(at++, byte);
  }
  if (fact) {
    id("fact");
    u32(4);
    u32(frames === undefined ? SIZE_ELSEWHERE : Math.min(frames, SIZE_ELSEWHERE));
  }
  id("data");
  u32(size(dataBytes));
  return new Uint8Array(view.buffer);
}
