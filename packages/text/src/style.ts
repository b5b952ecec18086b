/**
 * How numbers stand in a text file: decided once, before the first number is read.
 *
 * Characters are given as their ASCII codes, because the scanner looks at bytes.
 */
export interface TextStyle {
  /** Between two cells. {@link SPACE} stands for any run of spaces and tabs. */
  readonly separator: number;
  /** `.` or `,`. */
  readonly decimal: number;
  /** From here to the end of the line is a remark; {@link NO_REMARKS}: there are none. */
  readonly comment: number;
  /** Line feed (a carriage return before it counts as a space), or carriage return alone. */
  readonly lineEnd: number;
  /** Whether each cell is a complex number. */
  readonly complex: boolean;
}

/** What no byte is. */
export const NO_REMARKS = 256;
export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const PERCENT = 37;
export const OPEN = 40;
export const CLOSE = 41;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const ZERO = 48;
export const NINE = 57;
export const SEMICOLON = 59;

/** Plain text as most programs write it: `1.5, -2e3`, lines ended by a line feed. */
export const PLAIN: TextStyle = {
  separator: COMMA,
  decimal: DOT,
  comment: HASH,
  lineEnd: LINE_FEED,
  complex: false,
};

/** Whether a byte is space between cells: a tab is unless tabs separate, a carriage return unless it ends lines. */
export function isBlank(byte: number, separator: number, lineEnd: number): boolean {
  if (byte === SPACE) return true;
  if (byte === TAB) return separator !== TAB;
  return byte === CARRIAGE_RETURN && lineEnd === LINE_FEED;
}
