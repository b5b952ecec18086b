import { mul, splat } from "./lanes";

/**
 * Stored magnitudes that were clipped at the floor become the stored value that they are read as, in place.
 * Constants of T: the direction in which stored values grow with amplitude (1, -1), the floor times that, the value.
 */
export function replaceClipped<T>(constants: usize, numbers: usize, count: i32): void {
  const upwards = splat<T>(constants);
  const floor = v128.load_splat<T>(constants, sizeof<T>());
  const value = v128.load_splat<T>(constants, 2 * sizeof<T>());
  for (let at = numbers, end = numbers + <usize>count * sizeof<T>(); at < end; at += 16) {
    const s = v128.load(at);
    v128.store(at, v128.bitselect(value, s, v128.le<T>(mul<T>(s, upwards), floor)));
  }
}
