/**
 * CSV and other delimited text as arrays of frames.
 *
 * @module
 */
export { csv } from "./csv.ts";
