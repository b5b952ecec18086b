/** Above this prime factor a direct butterfly of radix r, O(r^2), loses to Bluestein's convolution. */
export const LARGEST_DIRECT_FACTOR = 47;

/**
 * The radices of a transform of `size` points in the order of its passes: large odd ones first (the first pass has no
 * twiddles), fours last; null where a prime factor is too large.
 */
export function radicesOf(size: number): readonly number[] | null {
  const radices: number[] = [];
  let rest = size;
  let twos = 0;
  while (rest % 2 === 0) {
    twos++;
    rest /= 2;
  }
  for (let factor = 3; factor * factor <= rest; factor += 2) {
    while (rest % factor === 0) {
      radices.push(factor);
      rest /= factor;
    }
  }
  if (rest > 1) radices.push(rest);
  if (radices.some((radix) => radix > LARGEST_DIRECT_FACTOR)) return null;
  radices.sort((a, b) => b - a);
  if (radices.length === 0) {
    // Fours first: a first pass of four without twiddles saves most. The two comes after.
    return [...new Array<number>(twos >> 1).fill(4), ...(twos % 2 === 1 ? [2] : [])];
  }
  return [...radices, ...(twos % 2 === 1 ? [2] : []), ...new Array<number>(twos >> 1).fill(4)];
}

/** The smallest 2^a 3^b 5^c that is at least `least`. */
export function smoothSize(least: number): number {
  let best = 2 ** Math.ceil(Math.log2(least));
  for (let five = 1; five < best; five *= 5) {
    for (let three = five; three < best; three *= 3) {
      const size = three * 2 ** Math.max(0, Math.ceil(Math.log2(least / three)));
      if (size >= least && size < best) best = size;
    }
  }
  return best;
}

/** Where element k of the input of a decimation in time must stand: its digits in the radices, reversed. */
export function digitReversal(size: number, radices: readonly number[]): Int32Array {
  const order = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    let rest = k;
    let length = size;
    let position = 0;
    for (let i = radices.length - 1; i >= 0; i--) {
      length /= radices[i];
      position += (rest % radices[i]) * length;
      rest = Math.floor(rest / radices[i]);
    }
    order[k] = position;
  }
  return order;
}

/** cos and sin of 2 pi k / size, as a pair, exact to the last bit or so for any k. */
export function root(k: number, size: number): readonly [number, number] {
  const angle = (2 * Math.PI * (k % size)) / size;
  return [Math.cos(angle), Math.sin(angle)];
}
