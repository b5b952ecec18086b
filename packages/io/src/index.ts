/**
 * Bytes that live anywhere: in memory, counted, cached, spooled. Paths are in `@unspectro/io/node`, Blobs and URLs in
 * `@unspectro/io/web`.
 *
 * @module
 */
export * from "./array.ts";
export * from "./cached.ts";
export * from "./counting.ts";
export * from "./spool.ts";
