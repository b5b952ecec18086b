/**
 * How well sample n of one frame predicts sample n + lag of the frame before, over all frames: squared correlations
 * that are 1 at the true hop whatever the window is.
 *
 * Cost: `positions.length * size * frames` multiplications.
 */

/**
 * For each position n and each sample m of the buffer, the squared correlation over t of y_{t+1}[n] and y_t[m],
 * `positions.length x size`.
 *
 * @param y frames x size samples
 */
export function lagCorrelations(
  y: Float64Array,
  frames: number,
  size: number,
  positions: Int32Array,
  weights: Float64Array,
): Float64Array {
  const out = new Float64Array(positions.length * size);
  const later = new Float64Array(positions.length);
  const earlier = new Float64Array(size);
  for (let t = 0; t + 1 < frames; t++) {
    const weight = weights[t];
    if (weight === 0) continue;
    const now = t * size;
    const next = now + size;
    for (let p = 0; p < positions.length; p++) {
      const sample = y[next + positions[p]];
      const factor = weight * sample;
      later[p] += factor * sample;
      const row = p * size;
      for (let m = 0; m < size; m++) out[row + m] += factor * y[now + m];
    }
    for (let m = 0; m < size; m++) earlier[m] += weight * y[now + m] * y[now + m];
  }
  squareAndNormalise(out, later, earlier, size);
  return out;
}

/** Correlation of y_{t+1}[n] with y_t[n + lag] for every n, one lag. */
export function correlationsAtLag(
  y: Float64Array,
  frames: number,
  size: number,
  lag: number,
  weights: Float64Array,
): Float64Array {
  const cross = new Float64Array(size);
  const later = new Float64Array(size);
  const earlier = new Float64Array(size);
  for (let t = 0; t + 1 < frames; t++) {
    const weight = weights[t];
    const now = t * size;
    const next = now + size;
    for (let n = 0; n < size; n++) {
      const a = y[next + n];
      const at = n + lag;
      const b = y[now + (at >= size ? at - size : at)];
      cross[n] += weight * a * b;
      later[n] += weight * a * a;
      earlier[n] += weight * b * b;
    }
  }
  return squaredRatio(cross, later, earlier);
}

/**
 * The same for frames whose phase refers to absolute time, which therefore stand rotated by t * hop: for each position
 * n of the unrotated buffer, the correlation of y_{t+1}[n + (t+1) hop] and y_t[n + (t+1) hop], indices modulo size.
 *
 * @param first absolute index of frame 0 of y
 */
export function correlationsRotated(
  y: Float64Array,
  frames: number,
  size: number,
  hop: number,
  first: number,
  positions: Int32Array,
  weights: Float64Array,
): Float64Array {
  const count = positions.length;
  const cross = new Float64Array(count);
  const later = new Float64Array(count);
  const earlier = new Float64Array(count);
  for (let t = 0; t + 1 < frames; t++) {
    const weight = weights[t];
    const now = t * size;
    const shift = ((first + t + 1) * hop) % size;
    for (let p = 0; p < count; p++) {
      let n = positions[p] + shift;
      if (n >= size) n -= size;
      const a = y[now + size + n];
      const b = y[now + n];
      cross[p] += weight * a * b;
      later[p] += weight * a * a;
      earlier[p] += weight * b * b;
    }
  }
  return squaredRatio(cross, later, earlier);
}

function squaredRatio(cross: Float64Array, later: Float64Array, earlier: Float64Array): Float64Array {
  const floor = 1e-13 * Math.max(largest(later), largest(earlier));
  for (let n = 0; n < cross.length; n++) {
    const scale = later[n] * earlier[n];
    cross[n] = later[n] > floor && earlier[n] > floor ? Math.min(1, (cross[n] * cross[n]) / scale) : 0;
  }
  return cross;
}

function squareAndNormalise(
  out: Float64Array,
  later: Float64Array,
  earlier: Float64Array,
  size: number,
): void {
  const floor = 1e-13 * largest(earlier);
  for (let p = 0; p < later.length; p++) {
    const row = p * size;
    for (let m = 0; m < size; m++) {
      const c = out[row + m];
      out[row + m] =
        later[p] > floor && earlier[m] > floor ? Math.min(1, (c * c) / (later[p] * earlier[m])) : 0;
    }
  }
}

function largest(values: Float64Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > max) max = values[i];
  return max;
}
