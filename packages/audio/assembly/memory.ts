// Where things lie. The sizes are those of src/write/encoder.ts; a test holds them together.

export const WINDOW: i32 = 1 << 16;
export const ENCODED: i32 = 1 << 17;
export const INPUT: i32 = 1 << 17;

/** Samples as they come, float32 or float64. */
export const input: usize = memory.data(INPUT + 16, 16);
/** Samples at full scale 1, channel after channel, float64. */
export const window: usize = memory.data(WINDOW * 8 + 16, 16);
/** Bytes of a file. */
export const encoded: usize = memory.data(ENCODED + 16, 16);
