import { encoded, window } from "./memory";

/** The state of the dither's generator, see src/write/dither.ts. */
export let dither: i32 = 1;

/** The sum of two uniform numbers in [-1/2, 1/2). */
@inline
function noise(): f64 {
  dither ^= dither << 13;
  dither ^= dither >>> 17;
  dither ^= dither << 5;
  return <f64>((dither >>> 16) + (dither & 0xffff)) / 65536 - 65535.0 / 65536;
}

/**
 * Rounds `frames` samples of each channel to integers of `bytes` bytes, `steps` to full scale, and interleaves them.
 * Channels lie `room` samples apart. Answers how many were out of range.
 */
export function encodePcm(
  channels: i32,
  room: i32,
  frames: i32,
  bytes: i32,
  steps: f64,
  dithered: bool,
): i32 {
  let clipped = 0;
  for (let channel = 0; channel < channels; channel++) {
    const from = window + (<usize>(channel * room) << 3);
    const to = encoded + <usize>(bytes * channel);
    clipped += one(from, to, <usize>(bytes * channels), frames, bytes, steps, dithered);
  }
  return clipped;
}

function one(from: usize, to: usize, stride: usize, frames: i32, bytes: i32, steps: f64, dithered: bool): i32 {
  const scale = f64x2.splat(steps);
  const most = f64x2.splat(steps - 1);
  const least = f64x2.splat(-steps);
  const half = f64x2.splat(0.5);
  const full = f64x2.splat(1);
  let within = i64x2.splat(0);
  let last = i64x2.splat(-1);
  for (let i = 0; i < frames; i += 2) {
    // The second of the last pair may be no sample.
    if (i + 1 == frames) last = i64x2(-1, 0);
    const sample = v128.and(v128.load(from + (<usize>i << 3)), last);
    let value = f64x2.mul(sample, scale);
    if (dithered) {
      const first = noise();
      value = f64x2.add(value, f64x2.replace_lane(f64x2.splat(first), 1, i + 1 < frames ? noise() : 0));
    }
    value = f64x2.floor(f64x2.add(value, half));
    value = f64x2.pmax(f64x2.pmin(value, most), least);
    // At exactly full scale the highest integer is one step away: rounding, not clipping.
    within = i64x2.sub(within, f64x2.le(f64x2.abs(sample), full));
    const whole = i32x4.trunc_sat_f64x2_s_zero(value);
    put(to, i32x4.extract_lane(whole, 0), bytes);
    to += stride;
    if (i + 1 < frames) put(to, i32x4.extract_lane(whole, 1), bytes);
    to += stride;
  }
  return ((frames + 1) & -2) - <i32>(i64x2.extract_lane(within, 0) + i64x2.extract_lane(within, 1));
}

@inline
function put(to: usize, value: i32, bytes: i32): void {
  if (bytes == 3) {
    store<u16>(to, <u16>value);
    store<u8>(to, <u8>(value >> 16), 2);
  } else if (bytes == 2) store<u16>(to, <u16>value);
  else if (bytes == 4) store<i32>(to, value);
  else store<u8>(to, <u8>(value + 128));
}
