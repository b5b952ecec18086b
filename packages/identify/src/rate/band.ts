import type { RateGuess } from "./guess.ts";

/** Edges of bands in Hz, who cuts there, and the rates at which such recordings are kept. */
const EDGES = [
  { edge: 16_000, by: "encoders of MP3", rates: [44_100, 48_000] },
  { edge: 4000, by: "telephones and their codecs", rates: [44_100, 48_000, 22_050, 32_000] },
  { edge: 8000, by: "wide-band speech codecs", rates: [44_100, 48_000] },
  { edge: 11_025, by: "recordings of half the rate of a CD", rates: [48_000] },
] as const;
/** How near an edge must be, as a share of its frequency. */
const NEAR = 0.012;
/** What lies above an edge is that much quieter than what lies below, in dB, within that share of the band. */
const DROP = 18;
const WITHIN = 0.02;
/** Bins on each side over which levels are taken, as a share of the band, and the fewest. */
const ASIDE = 0.06;
const FEWEST = 3;

/** A rate at which the edge above which the spectrum is empty stands where an encoder or telephone cuts. */
export function bandGuess(mean: Float64Array): RateGuess | undefined {
  const edge = edgeOf(mean);
  if (edge === undefined) return undefined;
  const share = edge / (mean.length - 1);
  for (const { edge: hertz, by, rates } of EDGES)
    for (const rate of rates)
      if (Math.abs((share * rate) / 2 / hertz - 1) < NEAR)
        return { hertz: rate, why: `nothing is above ${hertz} Hz then, where ${by} cut` };
  return undefined;
}

/** Where the level falls most, in bins, where it falls steeply and nothing comes back above. */
function edgeOf(mean: Float64Array): number | undefined {
  const last = mean.length - 1;
  const aside = Math.max(FEWEST, Math.round(ASIDE * last));
  const gap = Math.max(1, Math.round(WITHIN * last));
  let best: number | undefined;
  let most = DROP;
  for (let k = 2 * aside; k + gap + aside <= last; k++) {
    const below = average(mean, k - aside, k);
    const above = highest(mean, k + gap, last);
    if (below - above <= most) continue;
    most = below - above;
    let edge = k + gap;
    while (edge > k && mean[edge] < (below + above) / 2) edge--;
    best = edge + 0.5;
  }
  return best;
}

function average(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k];
  return sum / (to - from);
}

function highest(values: Float64Array, from: number, to: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = from; k <= to; k++) top = Math.max(top, values[k]);
  return top;
}
