/** v with |v|^2 = 2, so that I - v v' maps `column` onto its first axis; undefined for a column of zeros. */
export function householder(column: Float64Array): Float64Array | undefined {
  let energy = 0;
  for (const value of column) energy += value * value;
  if (energy === 0) return undefined;
  const norm = Math.sqrt(energy);
  const v = column.slice();
  // away from zero, so that nothing cancels
  v[0] += v[0] >= 0 ? norm : -norm;
  const scale = 1 / Math.sqrt(norm * (norm + Math.abs(column[0])));
  for (let i = 0; i < v.length; i++) v[i] *= scale;
  return v;
}

/** (I - v v') column, in place. */
export function reflect(column: Float64Array, v: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += v[i] * column[i];
  if (dot === 0) return;
  for (let i = 0; i < v.length; i++) column[i] -= dot * v[i];
}
