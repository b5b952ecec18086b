import { type ByteSource, createBreath, FormatError, throwIfAborted } from "@unspectro/core/plugin";

const BLOCK_BYTES = 1 << 16;
const BREATH_BYTES = 1 << 24;
/** Headers are short lines; a longer one is none. */
const LONGEST_LINE = 4096;
const LINE_FEED = 10;
const HASH = 35;

/** A place in a text: byte and line. */
export interface TextPlace {
  readonly position: number;
  /** From 1. */
  readonly line: number;
}

/** Goes through the few lines of a long text that are not data. */
export interface LineReader {
  /** The line at a place, without its end, and the place of the next; undefined at the end of the text. */
  lineAt(place: TextPlace): Promise<{ readonly text: string; readonly next: TextPlace } | undefined>;
  /** The next line from `place` on that begins with `#`; undefined if there is none. */
  nextRemark(place: TextPlace): Promise<TextPlace | undefined>;
}

export function createLineReader(bytes: ByteSource, signal?: AbortSignal): LineReader {
  const block = new Uint8Array(BLOCK_BYTES);
  const breathe = createBreath(BREATH_BYTES);
  let start = 0;
  let filled = 0;

  /** Bytes of the text from `position` on: at least one, unless the text ends there. */
  async function from(position: number): Promise<Uint8Array> {
    if (position < start || position >= start + filled) {
      throwIfAborted(signal, bytes.name);
      start = position;
      filled = 0;
      filled = await bytes.read(position, block, signal);
      await breathe(filled);
    }
    return block.subarray(position - start, filled);
  }

  return {
    async lineAt({ position, line }) {
      let text = "";
      for (let at = position; at < bytes.size; ) {
        const rest = await from(at);
        if (rest.length === 0) break;
        const end = rest.indexOf(LINE_FEED);
        const piece = end < 0 ? rest : rest.subarray(0, end);
        text += new TextDecoder("latin1").decode(piece.subarray(0, LONGEST_LINE));
        if (text.length >= LONGEST_LINE) throw tooLong(bytes, line);
        at += piece.length;
        if (end >= 0) return { text: text.replace(/\r$/, ""), next: { position: at + 1, line: line + 1 } };
      }
      return text === "" ? undefined : { text, next: { position: bytes.size, line: line + 1 } };
    },
    async nextRemark({ position, line }) {
      let atLineStart = true;
      for (let at = position; at < bytes.size; ) {
        const rest = await from(at);
        if (rest.length === 0) break;
        if (atLineStart && rest[0] === HASH) return { position: at, line };
        const end = rest.indexOf(LINE_FEED);
        atLineStart = end >= 0;
        if (atLineStart) line++;
        at += atLineStart ? end + 1 : rest.length;
      }
      return undefined;
    },
  };
}

function tooLong(bytes: ByteSource, line: number): FormatError {
  return new FormatError("bad-header", "a header line that does not end", {
    file: bytes.name,
    where: `line ${line}`,
    expected: `at most ${LONGEST_LINE} characters`,
  });
}
