// Where things lie. The sizes are those of src/scanner.ts; a test holds them together.

export const TEXT_BYTES: i32 = 1 << 18;
export const VALUES: i32 = 1 << 15;
export const STARTS: i32 = 1 << 14;
/** Powers of five from 5^-342 to 5^308, two words each: what src/wasm/powers-of-five.ts fills in. */
export const POWERS: i32 = 651;

/** Loops stop at a line end behind the text; vectors may reach past both its ends. */
const MARGIN: usize = 64;
export const text: usize = memory.data(MARGIN + TEXT_BYTES + MARGIN, 16) + MARGIN;
/** Numbers of 8 bytes, or half as many bytes of numbers of 4. */
export const values: usize = memory.data(VALUES * 8, 16);
export const starts: usize = memory.data(STARTS * 4, 16);
export const startLines: usize = memory.data(STARTS * 4, 16);
export const powers: usize = memory.data(POWERS * 16, 16);
