import type { Reading } from "./reading.ts";

/** DC and Nyquist against the other bins: as they are, PSD (inner doubled), amplitude doubled, and their opposites. */
const EDGE_GAINS = [1, Math.SQRT2, 2, Math.SQRT1_2, 0.5];
/** They are as they are unless another gain leaves less than this share. */
const EDGE_WORTH = 0.93;
/** The gain of the edge bins that leaves least. */
export function bestEdgeGain(reading: Reading, ratioOf: (reading: Reading) => number): number {
  if (reading.arrangement.sides !== "one") return 1;
  const ratios = EDGE_GAINS.map((edgeGain) => ratioOf({ ...reading, edgeGain }));
  const top = ratios.indexOf(Math.min(...ratios));
  return ratios[top] < EDGE_WORTH * ratios[0] ? EDGE_GAINS[top] : 1;
}
