import { type ByteSource, FormatError, throwIfAborted } from "@unspectro/core/plugin";
import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from "./style.ts";

/** The beginning of a line of the file, enough to tell how its cells are written. */
export interface SampleLine {
  /** Where it begins, in bytes from the start of the file. */
  readonly offset: number;
  /** Counted from 1, as editors do. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Whether `bytes` goes to the line's end. */
  readonly whole: boolean;
}

/** What a file shows at first sight. */
export interface Sample {
  readonly lines: readonly SampleLine[];
  readonly lineEnd: number;
}

const BLOCK_BYTES = 65536;
/** Of one line: a hundred cells or so. */
const LINE_BYTES = 2048;
/** Lines that settle what a file is. */
const ENOUGH_LINES = 6;
/** Of a block of short lines. */
const MOST_LINES = 32;
/** How far to look for the further lines of a file whose lines are long. */
const SEARCH_BYTES = 1 << 26;

/** Binary data show themselves in fewer bytes than these. */
const TELLING_BYTES = 4096;
const DOS_END = 26;
const DELETE = 127;

/** The lines of a file's first bytes, for a probe. `whole`: there is nothing behind them. */
export function sampleHead(head: Uint8Array, whole: boolean): Sample {
  const lineEnd = findLineEnd(head) || LINE_FEED;
  const mark = byteOrderMark(head);
  return { lines: linesIn(head.subarray(mark), mark, 1, lineEnd, whole).lines, lineEnd };
}

/**
 * The first lines of a file, cut short where they are long, leaving out the first `skip`. Lines may be of any length:
 * a matrix of few rows and millions of columns is read past, block by block, until enough of its rows have been seen.
 *
 * @throws FormatError `not-this-format` for binary data, `unsupported` for UTF-16; `aborted`
 */
export async function sampleFile(bytes: ByteSource, skip = 0, signal?: AbortSignal): Promise<Sample> {
  const block = new Uint8Array(BLOCK_BYTES);
  const fill = async (offset: number): Promise<Uint8Array> => {
    throwIfAborted(signal, bytes.name);
    return block.subarray(0, await bytes.read(offset, block, signal));
  };
  const lines: SampleLine[] = [];
  let lineEnd = 0;
  let offset = 0;
  let number = 1;
  while (offset < bytes.size && lines.length < ENOUGH_LINES) {
    let chunk = await fill(offset);
    if (chunk.length === 0) break;
    if (offset === 0) {
      refuseWhatIsNoText(chunk, bytes.name);
      offset = byteOrderMark(chunk);
      chunk = chunk.subarray(offset);
    }
    lineEnd ||= findLineEnd(chunk);
    const found = linesIn(chunk, offset, number, lineEnd || LINE_FEED, offset + chunk.length >= bytes.size);
    for (const line of found.lines) if (line.number > skip) lines.push(line);
    number += found.lines.length;
    let end = found.next;
    for (let from = offset + chunk.length; end < 0 && from < bytes.size; from += chunk.length) {
      if (from > SEARCH_BYTES && lines.length > 1) return { lines, lineEnd: lineEnd || LINE_FEED };
      chunk = await fill(from);
      if (chunk.length === 0) break;
      lineEnd ||= findLineEnd(chunk);
      const at = lineEnd === 0 ? -1 : chunk.indexOf(lineEnd);
      if (at >= 0) end = from + at + 1;
    }
    if (end < 0) break;
    offset = end;
  }
  return { lines, lineEnd: lineEnd || LINE_FEED };
}

/** The lines that begin in `chunk`, and where the one after them begins: -1 if the last runs over the chunk's end. */
function linesIn(
  chunk: Uint8Array,
  offset: number,
  firstNumber: number,
  lineEnd: number,
  ends: boolean,
): { lines: SampleLine[]; next: number } {
  const lines: SampleLine[] = [];
  let at = 0;
  while (at < chunk.length && lines.length < MOST_LINES) {
    const found = chunk.indexOf(lineEnd, at);
    const end = found < 0 ? chunk.length : found;
    const cut = Math.min(end, at + LINE_BYTES);
    lines.push({
      offset: offset + at,
      number: firstNumber + lines.length,
      bytes: chunk.slice(at, cut),
      whole: cut === end && (found >= 0 || ends),
    });
    at = end + 1;
    if (found < 0) return { lines, next: ends ? offset + end : -1 };
  }
  return { lines, next: offset + at };
}

/** The byte that ends lines in this text; 0 if it shows none. */
function findLineEnd(text: Uint8Array): number {
  if (text.includes(LINE_FEED)) return LINE_FEED;
  const at = text.indexOf(CARRIAGE_RETURN);
  return at >= 0 && at < text.length - 1 ? CARRIAGE_RETURN : 0;
}

/** Whether the first bytes can be text: no control characters but white space (and the end mark of DOS). */
export function isText(head: Uint8Array): boolean {
  const end = Math.min(head.length, TELLING_BYTES);
  for (let at = 0; at < end; at++) {
    const byte = head[at];
    const isSpace = byte >= TAB && byte <= CARRIAGE_RETURN;
    if ((byte < SPACE && !isSpace && byte !== DOS_END) || byte === DELETE) return false;
  }
  return true;
}

/** Bytes of UTF-8's byte order mark, which Windows programs put before the text. */
function byteOrderMark(head: Uint8Array): number {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}

/** Windows' PowerShell writes UTF-16 when a program's output is redirected to a file. */
function refuseWhatIsNoText(head: Uint8Array, file: string): void {
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (marked) {
    throw new FormatError("unsupported", "the text is UTF-16", {
      file,
      expected: "UTF-8 or ASCII",
      advice: "save it again as UTF-8 (PowerShell: `Out-File -Encoding utf8`)",
    });
  }
  if (!isText(head)) throw new FormatError("not-this-format", "the file is binary, not text", { file });
}
