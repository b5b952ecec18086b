// How numbers stand in the text: see TextStyle in src/style.ts.

export const TAB: u32 = 9;
export const LINE_FEED: u32 = 10;
export const CARRIAGE_RETURN: u32 = 13;
export const SPACE: u32 = 32;
export const QUOTE: u32 = 34;
export const HASH: u32 = 35;
export const OPEN: u32 = 40;
export const CLOSE: u32 = 41;
export const PLUS: u32 = 43;
export const COMMA: u32 = 44;
export const MINUS: u32 = 45;
export const DOT: u32 = 46;
export const SLASH: u32 = 47;
export const ZERO: u32 = 48;

export let separator: u32 = COMMA;
export let decimal: u32 = DOT;
export let comment: u32 = HASH;
export let lineEnd: u32 = LINE_FEED;
export let complex: bool = false;

export function setStyle(aSeparator: u32, aDecimal: u32, aComment: u32, aLineEnd: u32, isComplex: bool): void {
  separator = aSeparator;
  decimal = aDecimal;
  comment = aComment;
  lineEnd = aLineEnd;
  complex = isComplex;
}

/** Whether a byte is space between cells: a tab is unless tabs separate, a carriage return unless it ends lines. */
@inline
export function isBlank(byte: u32): bool {
  if (byte > SPACE) return false;
  return byte == SPACE || (byte == TAB && separator != TAB) || (byte == CARRIAGE_RETURN && lineEnd == LINE_FEED);
}

@inline
export function skipBlanks(at: usize): usize {
  while (isBlank(load<u8>(at))) at++;
  return at;
}
