import type { ErrorCode } from "@unspectro/core/plugin";

/** How the program ends, one number per kind of failure. Stable: scripts depend on them. See docs/errors.md. */
export const EXIT: Readonly<
  Record<
    | "done"
    | "bug"
    | "usage"
    | "input"
    | "format"
    | "data"
    | "convention"
    | "output"
    | "ambiguous"
    | "unidentified"
    | "interrupted"
    | "terminated",
    number
  >
> = {
  done: 0,
  bug: 1,
  usage: 2,
  input: 3,
  format: 4,
  data: 5,
  convention: 6,
  output: 7,
  ambiguous: 8,
  unidentified: 9,
  interrupted: 130,
  terminated: 143,
};

/** The exit code of each error code. */
export const exitOf: Readonly<Record<ErrorCode, number>> = {
  "not-found": EXIT.input,
  "not-readable": EXIT.input,
  "not-this-format": EXIT.format,
  "unknown-format": EXIT.format,
  truncated: EXIT.format,
  "bad-header": EXIT.format,
  "bad-shape": EXIT.format,
  "bad-number": EXIT.format,
  empty: EXIT.format,
  unsupported: EXIT.format,
  "no-array": EXIT.format,
  refused: EXIT.format,
  closed: EXIT.bug,
  aborted: EXIT.interrupted,
  "mismatched-pair": EXIT.data,
  "not-finite": EXIT.data,
  "no-phases": EXIT.data,
  "not-invertible": EXIT.data,
  "not-exact": EXIT.data,
  "bad-convention": EXIT.convention,
  "does-not-fit": EXIT.convention,
  "not-writable": EXIT.output,
  "not-written": EXIT.output,
  "no-space": EXIT.output,
  exists: EXIT.output,
};
