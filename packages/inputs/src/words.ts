import type { ArrayInfo } from "@unspectro/core/plugin";

/** An array's name as it can be typed; a nameless one is the file's only one. */
export function nameOf(array: Pick<ArrayInfo, "name">): string {
  return array.name === "" ? "(the only array)" : array.name;
}

/** `a, b and c`. */
export function listed(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
