/** Root mean square of each sample of the buffer over all frames: the window's shape, roughly, and its support. */
export function envelopeOf(z: Float64Array, frames: number, size: number): Float64Array {
  const envelope = new Float64Array(size);
  for (let from = 0; from < frames * size; from += size)
    for (let n = 0; n < size; n++) envelope[n] += z[from + n] * z[from + n];
  for (let n = 0; n < size; n++) envelope[n] = Math.sqrt(envelope[n] / frames);
  return envelope;
}

/** Where the envelope rises above shares of its maximum, as [first, length]; several shares, since files have noise. */
export function supports(envelope: Float64Array): readonly (readonly [number, number])[] {
  const top = envelope.reduce((a, b) => Math.max(a, b), 0);
  const found = new Map<string, readonly [number, number]>();
  found.set("all", [0, envelope.length]);
  for (const share of [1e-12, 1e-9, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2]) {
    let first = 0;
    let last = envelope.length - 1;
    while (first < last && envelope[first] <= share * top) first++;
    while (last > first && envelope[last] <= share * top) last--;
    if (last - first >= 3) found.set(`${first} ${last}`, [first, last - first + 1]);
  }
  return [...found.values()];
}

/** Energy of the middle half of a window over that of the rest: above 1 for everything bell-shaped. */
export function bellness(envelope: Float64Array): number {
  const size = envelope.length;
  let middle = 0;
  let rest = 0;
  for (let n = 0; n < size; n++) {
    const power = envelope[n] * envelope[n];
    if (n >= size / 4 && n < (3 * size) / 4) middle += power;
    else rest += power;
  }
  return middle / Math.max(rest, 1e-300);
}

/** How many samples hold an envelope's energy: the number of equal ones that are as concentrated. */
export function breadth(envelope: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < envelope.length; n++) {
    const power = envelope[n] * envelope[n];
    sum += power;
    squares += power * power;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}
