/**
 * Bytes of a web page: Blobs and Files, URLs read in ranges, output gathered as a Blob. Runs in Node as well.
 *
 * @module
 */
export * from "./web/blob.ts";
export * from "./web/sink.ts";
export * from "./web/url.ts";
