import type { Convention, Layout } from "../convention/convention.ts";

/** What each number of a stored frame is, of the half spectrum 0 .. floor(N/2) of a real signal. */
export interface BinMap {
  /** Numbers in a stored frame. */
  readonly stored: number;
  /** Bin of the half spectrum, for each stored number. */
  readonly bin: Int32Array;
  /** 1, or -1 where the stored number is the conjugate of that bin (negative frequencies). */
  readonly turn: Int8Array;
  /** What to multiply a decoded number with before adding it to its bin: both halves of a two-sided spectrum are averaged. */
  readonly decode: Float64Array;
  /** What to multiply a bin with to get the stored number. */
  readonly encode: Float64Array;
}

/** How many numbers a stored frame has. */
export function storedBins(layout: Layout, fftSize: number): number {
  if (layout.sides !== "one") return fftSize;
  return Math.floor(fftSize / 2) + 1 - layout.dropped.length - layout.cutTop;
}

/**
 * Maps stored numbers to bins.
 *
 * @param gain c: the factor between the plain transform and what is stored
 */
export function binMap({ layout, encoding, geometry }: Convention, gain: number): BinMap {
  const size = geometry.fftSize;
  const stored = storedBins(layout, size);
  const inner = layout.sides === "one" ? (encoding.scaling.innerBins ?? 1) : 1;
  const map: BinMap = {
    stored,
    bin: new Int32Array(stored),
    turn: new Int8Array(stored),
    decode: new Float64Array(stored),
    encode: new Float64Array(stored),
  };
  const lowest = lowestFrequency(layout, size);
  for (let i = 0; i < stored; i++) {
    const frequency = lowest + (layout.flipped ? stored - 1 - i : i);
    const folded = frequency > size / 2 ? frequency - size : frequency;
    const bin = Math.abs(folded);
    const alone = bin === 0 || 2 * bin === size;
    const factor = gain * (alone ? 1 : inner);
    map.bin[i] = bin;
    map.turn[i] = folded < 0 && !alone ? -1 : 1;
    map.encode[i] = factor;
    map.decode[i] = (layout.sides === "one" || alone ? 1 : 0.5) / factor;
  }
  return map;
}

/** The frequency index that a stored frame begins with (before flipping). */
function lowestFrequency({ sides, dropped }: Layout, size: number): number {
  switch (sides) {
    case "one":
      return dropped.includes("dc") ? 1 : 0;
    case "two":
      return 0;
    case "centred":
      return -Math.floor(size / 2);
    case "centred-nyquist-last":
      return -Math.floor((size - 1) / 2);
  }
}
