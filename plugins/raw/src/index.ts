/**
 * Headerless binary numbers, read and written.
 *
 * @module
 */
export { raw } from "./raw.ts";
export { type RawFile, type RecordLength, recordLengths } from "./record-lengths.ts";
