/**
 * Every failure a user can meet is one of these: an `Error` with a `code` and the facts of the case.
 *
 * Tell them apart by `code` (two copies of this package may be installed, so never by `instanceof`):
 *
 * @example
 * ```ts
 * import { FormatError, isUnspectroError } from "@unspectro/core/plugin";
 *
 * try {
 *   throw new FormatError("truncated", "the file ends too early", { file: "S.npy", where: "byte 128" });
 * } catch (error) {
 *   if (isUnspectroError(error, "truncated")) console.log(error.facts.file); // "S.npy"
 * }
 * ```
 */
export abstract class UnspectroError extends Error {
  abstract readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(what: string, facts: ErrorFacts = {}, cause?: unknown) {
    super(sentence(what, facts), cause === undefined ? undefined : { cause });
    this.facts = { what, ...facts };
  }
}

/** What a person needs to understand a failure and mend it. Every part is plain words without a full stop. */
export interface ErrorFacts {
  /** What went wrong, in a few words. Set by the constructor. */
  readonly what?: string;
  /** The file or array it happened in. */
  readonly file?: string;
  /** The place: a byte, a line, a field. */
  readonly where?: string;
  readonly expected?: string;
  readonly found?: string;
  /** What to try. */
  readonly advice?: string;
}

/** Failures of files and readers. */
export type FormatErrorCode =
  | "not-this-format" // the bytes are of another format
  | "unknown-format" // no reader knows the bytes
  | "truncated" // the file ends too early
  | "bad-header" // the description in the file contradicts itself or the file
  | "bad-shape" // the array cannot be frames x bins
  | "bad-number" // text that should be a number is not
  | "empty" // there is no data
  | "unsupported" // a valid file that uses what this reader does not read
  | "no-array" // the container holds no such array
  | "refused" // reading it would execute or trust what must not be (pickles, objects)
  | "closed" // used after close
  | "aborted" // the caller's signal
  | "not-writable"; // this format, or this shape of data in it, cannot be written

/** Failures of a convention: a field that is wrong in itself, or that does not fit the data or its fellows. */
export type ConventionErrorCode = "bad-convention" | "does-not-fit";

/** Failures of the data themselves. */
export type DataErrorCode =
  | "mismatched-pair" // magnitudes and phases that cannot belong together
  | "not-finite" // NaN or infinity where a number must be
  | "no-phases" // magnitudes alone, where phases are needed
  | "not-invertible" // no inverse exists (and the message says why)
  | "not-exact"; // the original samples cannot be told: they were no PCM, or the numbers are too coarse

/** Failures of the machine around us. */
export type IoErrorCode = "not-found" | "not-readable" | "not-written" | "no-space" | "exists";

export type ErrorCode = FormatErrorCode | ConventionErrorCode | DataErrorCode | IoErrorCode;

/** A file or a reader failed. */
export class FormatError extends UnspectroError {
  override readonly name = "FormatError";
  readonly code: FormatErrorCode;
  constructor(code: FormatErrorCode, what: string, facts?: ErrorFacts, cause?: unknown) {
    super(what, facts, cause);
    this.code = code;
  }
}

/** A convention is wrong or does not fit; `field` is its path, such as `geometry.hop`. */
export class ConventionError extends UnspectroError {
  override readonly name = "ConventionError";
  readonly code: ConventionErrorCode;
  readonly field: string;
  constructor(code: ConventionErrorCode, field: string, what: string, facts?: ErrorFacts) {
    super(what, { where: field, ...facts });
    this.code = code;
    this.field = field;
  }
}

/** The numbers cannot be used as they are. */
export class DataError extends UnspectroError {
  override readonly name = "DataError";
  readonly code: DataErrorCode;
  constructor(code: DataErrorCode, what: string, facts?: ErrorFacts) {
    super(what, facts);
    this.code = code;
  }
}

/** Reading or writing the outside world failed. */
export class IoError extends UnspectroError {
  override readonly name = "IoError";
  readonly code: IoErrorCode;
  constructor(code: IoErrorCode, what: string, facts?: ErrorFacts, cause?: unknown) {
    super(what, facts, cause);
    this.code = code;
  }
}

const kinds = new Set(["FormatError", "ConventionError", "DataError", "IoError"]);

/** Whether `error` is one of ours, and of this code if one is given. Works across duplicate installs. */
export function isUnspectroError(error: unknown, code?: ErrorCode): error is UnspectroError {
  if (!(error instanceof Error) || !kinds.has(error.name) || !("code" in error)) return false;
  return code === undefined || error.code === code;
}

/** One line that says it all: `S.npy, byte 128: the file ends too early (expected 4 bytes, found 2); get it again`. */
function sentence(what: string, facts: ErrorFacts): string {
  const place = [facts.file, facts.where].filter((part) => part !== undefined).join(", ");
  const contrast = [
    facts.expected === undefined ? undefined : `expected ${facts.expected}`,
    facts.found === undefined ? undefined : `found ${facts.found}`,
  ].filter((part) => part !== undefined);
  return [
    place === "" ? "" : `${place}: `,
    what,
    contrast.length === 0 ? "" : ` (${contrast.join(", ")})`,
    facts.advice === undefined ? "" : `; ${facts.advice}`,
  ].join("");
}
