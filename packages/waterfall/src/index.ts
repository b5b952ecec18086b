/**
 * Spectrogram pictures: blocks of frames in, pixels out, in Node and browsers alike.
 *
 * @module
 */
export { drawText, LETTER_HEIGHT, LETTER_WIDTH, textWidth } from "./axes/font.ts";
export * from "./axes/frame.ts";
export * from "./axes/svg.ts";
export * from "./axes/ticks.ts";
export * from "./colourmaps/index.ts";
export * from "./grid/frequency.ts";
export * from "./grid/waterfall.ts";
export * from "./picture.ts";
export * from "./png/write.ts";
export * from "./terminal.ts";
