/**
 * Files of the machine: reading by path, writing atomically, pipes, temporary room.
 *
 * @module
 */
export * from "./node/path.ts";
export * from "./node/pipe.ts";
export * from "./node/scratch.ts";
export * from "./node/sink.ts";
export * from "./node/unfinished.ts";
