/** What a .npy header is written in: the part of Python's literals that NumPy uses. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/**
 * Reads one Python literal and nothing after it but white space: strings, whole numbers, True, False, None, tuples,
 * lists and dicts of these. Nothing is evaluated.
 *
 * @returns undefined for anything else
 *
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }` gives
 * `{ descr: "<f4", fortran_order: false, shape: [3, 4] }`.
 */
export function parseLiteral(text: string): Literal | undefined {
  const cursor: Cursor = { text, at: 0 };
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  return cursor.at === text.length ? value : undefined;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** Deeper than any dtype that NumPy writes. */
const DEEPEST = 8;

function readValue(cursor: Cursor, depth: number): Literal | undefined {
  skipSpace(cursor);
  const next = cursor.text[cursor.at];
  if (depth > DEEPEST) return undefined;
  if (next === "{") return readDict(cursor, depth);
  if (next === "(" || next === "[") return readSequence(cursor, depth);
  if (next === "'" || next === '"') return readString(cursor);
  const word = take(cursor, /[A-Za-z]+|-?[0-9]{1,20}L?/y);
  if (word === "True" || word === "False") return word === "True";
  if (word === "None") return null;
  // Python 2 wrote long integers with an L.
  return word !== undefined && /^-?[0-9]/.test(word) ? Number(word.replace("L", "")) : undefined;
}

function readString(cursor: Cursor): string | undefined {
  // No header that NumPy writes escapes anything but in the names of fields, which nobody needs here.
  return take(cursor, /'[^'\\\n]*'|"[^"\\\n]*"/y)?.slice(1, -1);
}

function readSequence(cursor: Cursor, depth: number): Literal | undefined {
  const close = cursor.text[cursor.at++] === "(" ? ")" : "]";
  const items: Literal[] = [];
  while (!accept(cursor, close)) {
    const item = readValue(cursor, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    if (accept(cursor, ",")) continue;
    // (5) is a number in parentheses, not a tuple; NumPy always writes (5,).
    return accept(cursor, close) && (close === "]" || items.length > 1) ? items : undefined;
  }
  return items;
}

function readDict(cursor: Cursor, depth: number): Literal | undefined {
  cursor.at++;
  const entries = new Map<string, Literal>();
  while (!accept(cursor, "}")) {
    skipSpace(cursor);
    const key = readString(cursor);
    if (key === undefined || entries.has(key) || !accept(cursor, ":")) return undefined;
    const value = readValue(cursor, depth + 1);
    if (value === undefined) return undefined;
    entries.set(key, value);
    if (accept(cursor, ",")) continue;
    if (!accept(cursor, "}")) return undefined;
    break;
  }
  return Object.fromEntries(entries);
}

function skipSpace(cursor: Cursor): void {
  take(cursor, /[ \t\r\n]*/y);
}

function accept(cursor: Cursor, mark: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at++;
  return true;
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
