/** How frames side by side go on from one to the next. */
export interface Seams {
  /** Seams that were heard. */
  readonly count: number;
  /** Mean of ln(error of predicting across a seam / inside a frame): 0 where frames go on without a step. */
  readonly step: number;
  /** The same towards frames that don't follow: how well a step would show. */
  readonly chance: number;
  /** How far `step` stays below `chance`, in standard deviations of what chance makes of so many seams. */
  readonly surety: number;
}

/** Order of the prediction. */
const ORDER = 12;
/** Share of a frame at each end that is held against its middle: a window would be smaller there. */
const END = 0.05;
/** How far ends and middle of one frame count as different, in ln of energy; a window makes ends quieter, a rotation louder. */
const SLANT = 4;
const TAPERED = 0.6;
const ROTATED = 1.2;
/** One seam says no more than this: silence beside sound would drown all others. */
const MOST = 6;

/** Frames so many further on stand for frames that don't follow. */
const ELSEWHERE = [2, 3, 5, 7];

/**
 * Predicts the first sample of each frame from the last ones of the frame before, and the last one from the first ones of
 * the frame after; for comparison, samples inside of frames. Frames without overlap agree about nothing; but audio goes on
 * across them, and nothing else does.
 *
 * @returns undefined where frames are tapered, too short or too few
 */
export function seamsOf(z: Float64Array, frames: number, size: number): Seams | undefined {
  if (size < 4 * ORDER || frames < 2 * ELSEWHERE.length || !isFlat(z, frames, size)) return undefined;
  const weights = predictor(z, frames, size);
  /** Error of a sample as foretold by those from `from` on, in steps of `way`. */
  const error = (target: number, from: number, way: 1 | -1): number => {
    let sum = z[target];
    for (let k = 0; k < ORDER; k++) sum -= weights[k] * z[from + way * k];
    return sum * sum;
  };
  const energy = Float64Array.from({ length: frames }, (_, t) => energyOf(z, t * size, size));
  const heard = 1e-6 * energy.reduce((a, b) => Math.max(a, b), 0);
  const tally = { count: 0, step: 0, chance: 0, gains: 0, squares: 0 };
  for (let t = 0; t + 1 < frames; t++) {
    if (energy[t] <= heard || energy[t + 1] <= heard) continue;
    const end = (t + 1) * size;
    const floor = 1e-12 * (energy[t] / size) + 1e-300;
    const ahead = 0.5 * (error(end - 1, end - 2, -1) + error(end + ORDER, end + ORDER - 1, -1)) + floor;
    const back = 0.5 * (error(end, end + 1, 1) + error(end - ORDER - 1, end - ORDER, 1)) + floor;
    const here =
      0.5 * Math.log(((error(end, end - 1, -1) + floor) / ahead) * ((error(end - 1, end, 1) + floor) / back));
    let elsewhere = 0;
    for (const by of ELSEWHERE) {
      const later = ((t + by) % frames) * size;
      const earlier = ((t + 1 - by + frames) % frames) * size + size - 1;
      const there = ((error(later, end - 1, -1) + floor) / ahead) * ((error(earlier, end, 1) + floor) / back);
      elsewhere += (0.5 * Math.log(there)) / ELSEWHERE.length;
    }
    const gain = Math.max(-MOST, Math.min(MOST, elsewhere - here));
    tally.count++;
    tally.step += here;
    tally.chance += elsewhere;
    tally.gains += gain;
    tally.squares += gain * gain;
  }
  const { count, step, chance, gains, squares } = tally;
  if (count < 2) return undefined;
  const gain = gains / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - gain * gain) / count);
  return { count, step: step / count, chance: chance / count, surety: gain / (deviation + 1e-9) };
}

/** Whether frames are as loud at their ends as in their middle, on an average that no single loud one decides. */
function isFlat(z: Float64Array, frames: number, size: number): boolean {
  const end = Math.max(2, Math.floor(END * size));
  let sum = 0;
  let counted = 0;
  for (let t = 0; t < frames; t++) {
    const ends = energyOf(z, t * size, end) + energyOf(z, (t + 1) * size - end, end);
    const middle = energyOf(z, t * size + (size >> 1) - end, 2 * end);
    if (!(middle > 0)) continue;
    sum += Math.max(-SLANT, Math.min(SLANT, Math.log(ends / middle)));
    counted++;
  }
  return counted > 0 && sum > -TAPERED * counted && sum < ROTATED * counted;
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
