/** How frames side by side go on from one to the next. */
export interface Seams {
  /** Seams that were heard. */
  readonly count: number;
  /** Mean of ln(error of predicting across a seam / inside a frame): 0 where frames go on without a step. */
  readonly step: number;
  /** The same towards frames that don't follow: how well a step would show. */
  readonly chance: number;
}

/** Order of the prediction. */
const ORDER = 12;
/** Share of a frame at each end that is held against its middle: a window would be smaller there. */
const END = 0.05;

/**
 * Predicts the first sample of each frame from the last ones of the frame before, and for comparison samples inside of
 * frames. Frames without overlap agree about nothing; but audio goes on across them, and nothing else does.
 *
 * @returns undefined where frames are tapered, too short or too few
 */
export function seamsOf(z: Float64Array, frames: number, size: number): Seams | undefined {
  if (size < 4 * ORDER || frames < 4 || !isFlat(z, frames, size)) return undefined;
  const weights = predictor(z, frames, size);
  const error = (target: number, before: number): number => {
    let sum = z[target];
    for (let k = 1; k <= ORDER; k++) sum -= weights[k - 1] * z[before - k];
    return sum * sum;
  };
  const energy = Float64Array.from({ length: frames }, (_, t) => energyOf(z, t * size, size));
  const heard = 1e-6 * energy.reduce((a, b) => Math.max(a, b), 0);
  let count = 0;
  let step = 0;
  let chance = 0;
  for (let t = 0; t + 3 < frames; t++) {
    if (energy[t] <= heard || energy[t + 1] <= heard) continue;
    const end = (t + 1) * size;
    const inside = 0.5 * (error(end - 1, end - 1) + error(end + ORDER, end + ORDER));
    const floor = 1e-12 * (energy[t] / size) + 1e-300;
    step += Math.log((error(end, end) + floor) / (inside + floor));
    chance += Math.log((error(end + 2 * size, end) + floor) / (inside + floor));
    count++;
  }
  return count === 0 ? undefined : { count, step: step / count, chance: chance / count };
}

/** Whether frames are as loud at their ends as in their middle. */
function isFlat(z: Float64Array, frames: number, size: number): boolean {
  const end = Math.max(2, Math.floor(END * size));
  let ends = 0;
  let middle = 0;
  for (let t = 0; t < frames; t++) {
    ends += energyOf(z, t * size, end) + energyOf(z, (t + 1) * size - end, end);
    middle += energyOf(z, t * size + (size >> 1) - end, 2 * end);
  }
  return ends > 0.6 * middle && ends < 1.6 * middle;
}

function energyOf(z: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let n = from; n < from + count; n++) sum += z[n] * z[n];
  return sum;
}

/** Linear prediction from the frames' own autocorrelation (Levinson and Durbin). */
function predictor(z: Float64Array, frames: number, size: number): Float64Array {
  const r = new Float64Array(ORDER + 1);
  for (let t = 0; t < frames; t++)
    for (let k = 0; k <= ORDER; k++)
      for (let n = t * size + k; n < (t + 1) * size; n++) r[k] += z[n] * z[n - k];
  r[0] *= 1 + 1e-9;
  const a = new Float64Array(ORDER);
  let error = r[0];
  for (let i = 0; i < ORDER && error > 0; i++) {
    let sum = r[i + 1];
    for (let j = 0; j < i; j++) sum -= a[j] * r[i - j];
    const reflection = sum / error;
    const before = a.slice(0, i);
    for (let j = 0; j < i; j++) a[j] -= reflection * before[i - 1 - j];
    a[i] = reflection;
    error *= 1 - reflection * reflection;
  }
  return a;
}
