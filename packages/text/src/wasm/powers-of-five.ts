/** Powers that Eisel's and Lemire's method needs: below, every mantissa of 64 bits gives zero; above, infinity. */
const LOWEST = -342;
const HIGHEST = 308;
const BITS = 128n;

/**
 * The 128 leading bits of each power of five from 5^-342 to 5^308, as pairs of words, the upper one first. Positive powers
 * are cut off; negative ones are reciprocals, rounded up, as Lemire, "Number parsing at a gigabyte per second" (2021),
 * section 6, asks for.
 */
export function powersOfFive(): BigUint64Array {
  const words = new BigUint64Array(2 * (HIGHEST - LOWEST + 1));
  const put = (power: number, leading: bigint): void => {
    words[2 * (power - LOWEST)] = leading >> 64n;
    words[2 * (power - LOWEST) + 1] = leading & 0xffffffffffffffffn;
  };
  let five = 1n; // 5^power
  let bits = 1n; // of it
  for (let power = 0; power <= -LOWEST; power++) {
    if (power <= HIGHEST) put(power, bits <= BITS ? five << (BITS - bits) : five >> (bits - BITS));
    if (power > 0) put(-power, (1n << (BITS + bits - 1n)) / five + 1n);
    five *= 5n;
    bits = BigInt(five.toString(16).length * 4 - Math.clz32(Number.parseInt(five.toString(16)[0], 16)) + 28);
  }
  return words;
}
