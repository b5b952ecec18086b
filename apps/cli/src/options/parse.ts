import { listed } from "@unspectro/inputs";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

/** Turns what stands on the command line into a value, or says what should have stood there. */
export type Parse<T> = (text: string, flag: string) => T;

/** A whole number of at least `least`. */
export function integer(least: number): Parse<number> {
  return (text, flag) => {
    const value = Number(text.replace(/[\s_]/g, ""));
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    const range =
      least === Number.NEGATIVE_INFINITY ? "a whole number" : `a whole number of at least ${least}`;
    throw new UsageError(`${flag} wants ${range}, not "${text}"`);
  };
}

/** Any finite number. */
export const number: Parse<number> = (text, flag) => {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new UsageError(`${flag} wants a number, not "${text}"`);
};

/** One of a few words; `aliases` lead other spellings to them. */
export function word<T extends string>(
  words: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): Parse<T> {
  return (text, flag) => {
    const lower = text.toLowerCase().replaceAll("_", "-");
    const found = words.find((candidate) => candidate === lower) ?? aliases[lower];
    if (found !== undefined) return found;
    const near = nearest(lower, words);
    const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
    throw new UsageError(`${flag} wants ${listed(words, "or")}, not "${text}".${hint}`);
  };
}

/** A separator as people can type it. */
export const separator: Parse<string> = (text) => {
  const named: Readonly<Record<string, string>> = {
    comma: ",",
    semicolon: ";",
    tab: "\t",
    "\\t": "\t",
    space: " ",
    spaces: " ",
  };
  return named[text.toLowerCase()] ?? text;
};
