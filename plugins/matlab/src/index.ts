/**
 * MATLAB's and Octave's files as arrays of frames.
 *
 * @module
 */

export { writeMat5 } from "./mat5/write.ts";
export { matlab } from "./matlab.ts";
export { writeOctave } from "./octave/write.ts";
export { writeAscii } from "./write-ascii.ts";
