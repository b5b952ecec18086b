import { input } from "./memory";

/** The largest bit pattern without its sign of `count` float32 numbers from `input` on: that of the largest, or NaN. */
export function largest(count: i32): i32 {
  const magnitude = i32x4.splat(0x7fffffff);
  let most = i32x4.splat(0);
  let at = input;
  const end = input + (<usize>count << 2);
  for (; at + 16 <= end; at += 16) most = i32x4.max_s(most, v128.and(v128.load(at), magnitude));
  let one = 0;
  for (; at < end; at += 4) one = max<i32>(one, load<i32>(at) & 0x7fffffff);
  const even = max<i32>(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 2));
  return max<i32>(one, max<i32>(even, max<i32>(i32x4.extract_lane(most, 1), i32x4.extract_lane(most, 3))));
}
