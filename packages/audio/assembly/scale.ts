import { input } from "./memory";

/** Of the last call: the largest absolute value, and how many numbers became zero. */
export let peak: f64 = 0;
export let notFinite: i32 = 0;

/** `count` numbers from `input` on times `gain` to `to`, zero for those that are not at most `most` in size. */
@inline
function scale<T>(count: i32, gain: f64, most: f64, to: usize): void {
  const gains = f64x2.splat(gain);
  const limit = f64x2.splat(most);
  let highest = f64x2.splat(0);
  let kept = i64x2.splat(0);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    const sample = f64x2.mul(two<T>(input + <usize>i * sizeof<T>()), gains);
    const size = f64x2.abs(sample);
    const fits = f64x2.le(size, limit);
    v128.store(to + (<usize>i << 3), v128.and(sample, fits));
    highest = f64x2.pmax(highest, v128.and(size, fits));
    kept = i64x2.sub(kept, fits);
  }
  peak = max<f64>(f64x2.extract_lane(highest, 0), f64x2.extract_lane(highest, 1));
  notFinite = i - <i32>(i64x2.extract_lane(kept, 0) + i64x2.extract_lane(kept, 1));
  if (i == count) return;
  const sample = <f64>load<T>(input + <usize>i * sizeof<T>()) * gain;
  const size = abs<f64>(sample);
  const fits = size <= most;
  store<f64>(to + (<usize>i << 3), fits ? sample : 0);
  if (!fits) notFinite += 1;
  else if (size > peak) peak = size;
}

@inline
function two<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v128.load64_zero(at)) : v128.load(at);
}

export function scale32(count: i32, gain: f64, most: f64, to: usize): void {
  scale<f32>(count, gain, most, to);
}

export function scale64(count: i32, gain: f64, most: f64, to: usize): void {
  scale<f64>(count, gain, most, to);
}
