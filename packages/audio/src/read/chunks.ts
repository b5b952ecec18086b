import { type ByteSource, FormatError, readExactly } from "@unspectro/core/plugin";
import { SIZE_ELSEWHERE } from "../format.ts";

/** Where the parts of a WAV file lie. */
export interface WavChunks {
  readonly container: "RIFF" | "RIFX" | "RF64" | "BW64";
  readonly littleEndian: boolean;
  /** The `fmt ` chunk's bytes. */
  readonly format: DataView;
  /** First byte of the samples. */
  readonly dataStart: number;
  /** Bytes of samples that are really there. */
  readonly dataBytes: number;
  /** What was odd about the sizes. */
  readonly notes: readonly string[];
}

/** More chunks than any writer makes: a file of nothing but empty chunks must not keep us busy for hours. */
const MOST_CHUNKS = 4096;

/** The longest `fmt ` chunk worth reading; ours need 40 bytes, codecs append some. */
const LONGEST_FORMAT = 4096;

/** What other sound files begin with. */
const others: readonly (readonly [string, string])[] = [
  ["fLaC", "FLAC"],
  ["OggS", "Ogg"],
  ["ID3", "MP3"],
  ["FORM", "AIFF"],
  [".snd", "AU"],
];

/**
 * Walks the chunks of a RIFF, RIFX, RF64 or BW64 file up to its samples, trusting no size.
 *
 * @throws FormatError `not-this-format`, `bad-header`, `truncated`
 */
export async function findChunks(bytes: ByteSource): Promise<WavChunks> {
  const head = new DataView(new ArrayBuffer(12));
  const got = await bytes.read(0, new Uint8Array(head.buffer));
  const container = text(head, 0);
  if (!isContainer(container) || got < 12 || text(head, 8) !== "WAVE") throw notWav(bytes.name, head, got);
  const littleEndian = container !== "RIFX";
  let format: DataView | undefined;
  let largeData: number | undefined;
  let position = 12;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const chunk = new DataView(new ArrayBuffer(8));
    await readExactly(bytes, position, new Uint8Array(chunk.buffer));
    const id = text(chunk, 0);
    const size = chunk.getUint32(4, littleEndian);
    const start = position + 8;
    if (id === "data") {
      if (format === undefined) throw bad(bytes.name, position, "the samples come before their description");
      const announced = size === SIZE_ELSEWHERE ? largeData : size;
      return { container, littleEndian, format, dataStart: start, ...measure(bytes, start, announced) };
    }
    if (id === "fmt ") {
      if (size < 16 || size > LONGEST_FORMAT) {
        throw bad(
          bytes.name,
          position,
          "the description of the samples has an impossible size",
          `${size} bytes`,
        );
      }
      format = new DataView(new ArrayBuffer(size));
      await readExactly(bytes, start, new Uint8Array(format.buffer));
    }
    if (id === "ds64" && size >= 28) {
      const sizes = new DataView(new ArrayBuffer(28));
      await readExactly(bytes, start, new Uint8Array(sizes.buffer));
      largeData = Number(sizes.getBigUint64(8, littleEndian));
    }
    // Chunks of odd length are followed by a byte that no size counts.
    position = start + size + (size % 2);
  }
  throw bad(bytes.name, position, `there are no samples among its first ${MOST_CHUNKS} chunks`);
}

/** How many bytes of samples there are, against what was announced (undefined: nothing was). */
function measure(
  bytes: ByteSource,
  start: number,
  announced: number | undefined,
): { readonly dataBytes: number; readonly notes: readonly string[] } {
  const there = bytes.size - start;
  if (announced === undefined || (announced === 0 && there > 0)) {
    return {
      dataBytes: there,
      notes: ["the header leaves the length open, as streams do: read to the file's end"],
    };
  }
  if (announced > there) {
    const note = `the header announces ${announced} bytes of samples, only ${there} are there: cut short?`;
    return { dataBytes: there, notes: [note] };
  }
  return { dataBytes: announced, notes: [] };
}

function isContainer(id: string): id is WavChunks["container"] {
  return id === "RIFF" || id === "RIFX" || id === "RF64" || id === "BW64";
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
}

function notWav(file: string, head: DataView, got: number): FormatError {
  const start = text(head, 0);
  const other = others.find(([signature]) => start.startsWith(signature))?.[1];
  return new FormatError("not-this-format", "this is not a WAV file", {
    file,
    where: "byte 0",
    expected: "RIFF....WAVE",
    found: other ?? (got < 12 ? `${got} bytes in all` : "something else"),
    ...(other === undefined ? {} : { advice: "convert it first: ffmpeg -i in.file out.wav" }),
  });
}

function bad(file: string, position: number, what: string, found?: string): FormatError {
  return new FormatError("bad-header", what, {
    file,
    where: `byte ${position}`,
    ...(found === undefined ? {} : { found }),
  });
}
