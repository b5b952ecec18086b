/**
 * Numbers from text, exactly and at speed: what the readers of text formats share.
 *
 * @module
 */
export { describeMatrix, type TextMatrix } from "./describe.ts";
export { type FormatNumber, numberFormat } from "./format-number.ts";
export { isText, type Sample, type SampleLine, sampleFile, sampleHead } from "./sample.ts";
export { NO_REMARKS, type TextStyle } from "./style.ts";
export { openTextMatrix, type TextNames } from "./text-source.ts";
export { formatComplex, type LineFormat, writeLines } from "./write.ts";
