/** Minimum of a function with one valley, to about 1e-9 of the interval. */
export function golden(f: (x: number) => number, low: number, high: number, steps = 44): number {
  const g = (Math.sqrt(5) - 1) / 2;
  let a = low;
  let b = high;
  let x = b - g * (b - a);
  let y = a + g * (b - a);
  let fx = f(x);
  let fy = f(y);
  for (let i = 0; i < steps; i++) {
    if (fx < fy) {
      b = y;
      y = x;
      fy = fx;
      x = b - g * (b - a);
      fx = f(x);
    } else {
      a = x;
      x = y;
      fx = fy;
      y = a + g * (b - a);
      fy = f(y);
    }
  }
  return fx < fy ? x : y;
}
