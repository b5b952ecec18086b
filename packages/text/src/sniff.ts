import type { TextLayout } from "@unspectro/core/plugin";
import type { Sample, SampleLine } from "./sample.ts";
import {
  COMMA,
  DOT,
  HASH,
  isBlank,
  NO_REMARKS,
  PERCENT,
  SEMICOLON,
  SPACE,
  TAB,
  type TextStyle,
} from "./style.ts";
import { MOST_TOKENS, type Token, tokensOf } from "./tokens.ts";

/** A line of the sample, cut into cells. */
export interface TokenLine {
  readonly line: SampleLine;
  readonly tokens: readonly Token[];
  /** Whether it can be a row of the matrix: numbers, but for a label that may stand first. */
  readonly isRow: boolean;
}

/** What the first lines tell about how the text is written. */
export interface Sniffed {
  readonly style: TextStyle;
  /** Lines that are neither empty nor remarks. */
  readonly lines: readonly TokenLine[];
}

const PIPE = 124;
const EXCLAMATION = 33;

const LAST_LINES = 3;

/** In order of preference, where the lines read equally well in several. */
const WAYS: readonly (readonly [separator: number, decimal: number])[] = [
  [COMMA, DOT],
  [TAB, DOT],
  [SEMICOLON, DOT],
  [TAB, COMMA],
  [SEMICOLON, COMMA],
  [SPACE, DOT],
  [SPACE, COMMA],
  [PIPE, DOT],
];

/**
 * Finds separator, decimal mark, remarks and complex cells by trying: the way in which most lines are rows of numbers,
 * all equally long, wins. Undefined if the lines are rows of numbers in no way. What `told` names is not sought.
 *
 * A comma in `1,5` between commas cannot be told from a separator, and is one, unless `told` says otherwise.
 */
export function sniffStyle(sample: Sample, told: TextLayout = {}): Sniffed | undefined {
  const { lineEnd } = sample;
  const comment = told.comment === undefined ? findComment(sample) : told.comment.charCodeAt(0) || NO_REMARKS;
  const content = sample.lines.filter(({ bytes }) => {
    const first = bytes.find((byte) => !isBlank(byte, COMMA, lineEnd));
    return first !== undefined && first !== comment;
  });
  let best: { sniffed: Sniffed; score: readonly number[] } | undefined;
  for (const [separator, decimal] of waysFor(told)) {
    const style = { separator, decimal, comment, lineEnd, complex: true };
    // Most ways fail at the last line already: they need no closer look.
    if (!content.slice(-LAST_LINES).some((line) => isRow(tokensOf(line, style)))) continue;
    const lines = content.map((line): TokenLine => {
      const tokens = tokensOf(line, style);
      const whole = line.whole && tokens.length < MOST_TOKENS;
      return { line: { ...line, whole }, tokens, isRow: isRow(tokens) };
    });
    const rows = lines.filter((line) => line.isRow);
    if (isProse(lines, rows)) continue;
    const complex = rows.some(({ tokens }) => tokens.some(isComplex));
    const score = scoreOf(rows);
    if (best === undefined || isHigher(score, best.score)) {
      best = { sniffed: { style: { ...style, complex }, lines }, score };
    }
  }
  return best?.sniffed;
}

/** Whether most lines are no rows: behind the first row, or, where rows are single numbers, anywhere. */
function isProse(lines: readonly TokenLine[], rows: readonly TokenLine[]): boolean {
  if (rows.length === 0) return true;
  const header = rows.every(({ tokens }) => tokens.length === 1) ? 0 : lines.indexOf(rows[0]);
  return 2 * rows.length < lines.length - header;
}

function waysFor(told: TextLayout): (readonly [number, number])[] {
  const separator = told.separator === undefined ? undefined : separatorByte(told.separator);
  const decimal = told.decimal === undefined ? undefined : told.decimal.charCodeAt(0);
  const ways = WAYS.filter(([s, d]) => (separator ?? s) === s && (decimal ?? d) === d);
  if (separator === undefined || ways.length > 0) return ways;
  return [[separator, decimal ?? DOT]];
}

/** `", "` is a comma, blanks alone are any run of blanks. */
function separatorByte(separator: string): number {
  if (separator === "\t") return TAB;
  return separator.trim() === "" ? SPACE : separator.trim().charCodeAt(0);
}

/** What the first remark begins with; a hash if there is none, as nothing else can begin with one. */
function findComment(sample: Sample): number {
  for (const { bytes } of sample.lines) {
    const first = bytes.find((byte) => !isBlank(byte, COMMA, sample.lineEnd));
    if (first === HASH || first === PERCENT || first === EXCLAMATION) return first;
  }
  return HASH;
}

function isRow(tokens: readonly Token[]): boolean {
  const numbers = tokens.filter((token) => token.isNumber && token.text !== "").length;
  if (numbers === 0) return false;
  return tokens.every((token, at) => token.isNumber || (at === 0 && tokens.length > 1));
}

/** `1+2j`, `(1,2)`, `2i`; but neither `inf` nor what may be the beginning of `1.#INF`. */
function isComplex({ isNumber, text }: Token): boolean {
  return isNumber && (text.startsWith("(") || (/[ij]"?$/i.test(text) && !text.includes("#")));
}

/** More rows; equally long ones; no cells that are always empty; more cells: in this order. */
function scoreOf(rows: readonly TokenLine[]): readonly number[] {
  const whole = rows.filter(({ line }) => line.whole);
  const lengths = new Set(whole.map(({ tokens }) => tokens.length));
  const first = rows.at(-1)?.tokens ?? [];
  const gaps = first
    .slice(1, -1)
    .filter((_, at) => rows.every(({ tokens }) => tokens[at + 1]?.text === "")).length;
  const labels = rows.filter(({ tokens }) => !tokens[0].isNumber).length;
  return [rows.length - labels, rows.length, -lengths.size, -gaps, first.length];
}

function isHigher(score: readonly number[], other: readonly number[]): boolean {
  const at = score.findIndex((part, index) => part !== other[index]);
  return at >= 0 && score[at] > other[at];
}
