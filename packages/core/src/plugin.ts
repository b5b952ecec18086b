/**
 * The contract between files and frames: all that a reader's author needs, and no mathematics.
 *
 * @module
 */
export * from "./contract/bytes.ts";
export * from "./contract/errors.ts";
export * from "./contract/plugin.ts";
export * from "./contract/source.ts";
