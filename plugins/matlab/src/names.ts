import { type ArrayToWrite, FormatError } from "@unspectro/core/plugin";

/** MATLAB's names: a letter, then letters, digits and underscores, 63 at most, no two alike. */
export function variableNames(arrays: readonly ArrayToWrite[], file: string): readonly string[] {
  const names = arrays.map(({ name }) => name || "x");
  const bad = names.find((name, at) => !/^[A-Za-z]\w{0,62}$/.test(name) || names.indexOf(name) !== at);
  if (bad === undefined && names.length > 0) return names;
  throw new FormatError("not-writable", "each variable needs a name of its own", {
    file,
    expected: "a letter, then letters, digits or _, 63 at most",
    found: bad === undefined ? "no arrays" : `"${bad}"`,
  });
}
