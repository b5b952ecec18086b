/**
 * The contract between files and frames: all that a reader's author needs, and no mathematics.
 *
 * @module
 */
export * from "./contract/array.ts";
export * from "./contract/axes.ts";
export * from "./contract/breath.ts";
export * from "./contract/bytes.ts";
export * from "./contract/decode.ts";
export * from "./contract/element.ts";
export * from "./contract/encode.ts";
export * from "./contract/errors.ts";
export * from "./contract/memory.ts";
export * from "./contract/orient.ts";
export * from "./contract/plugin.ts";
export * from "./contract/records.ts";
export { checkRead, closedError, drive, type Extent, throwIfAborted } from "./contract/request.ts";
export * from "./contract/source.ts";
export {
  arrayBytes,
  type StridedArray,
  type StridedPart,
  stridedSource,
} from "./contract/strided.ts";
