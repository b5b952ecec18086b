/** The bits of a float32 without its sign rise with its size; from here on they are infinity and NaN. */
const INFINITE = 0x7f800000;

const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

/** The number of these bits, if it is finite. */
export function float32Of(pattern: number): number | undefined {
  bits[0] = pattern;
  return pattern < INFINITE ? value[0] : undefined;
}
