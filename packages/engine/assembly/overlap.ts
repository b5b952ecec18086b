import { sampleBytes } from "./halves";
import { add, lanes, mul } from "./lanes";
import { Stft } from "./records";

/** Four (two) windowed rows of frames, on their way out of lane order. */
const rows: usize = memory.data(64, 16);

/**
 * Adds the first `present` frames of `work`, windowed, to `sums`, where `sums` is the place of the first frame's first
 * window sample. Samples are walked from the window's end to its beginning: so each sum runs over frames in rising
 * order, whatever the grouping of frames, and gives the same bits.
 */
export function overlapAdd<T>(stft: Stft, frame: i32, present: i32, sums: usize): void {
  if (stft.rotationStep) {
    for (let lane = 0; lane < present; lane++) {
      oneFrame<T>(stft, rotationOf(stft, frame + lane), lane, sums + offset<T>(stft, lane));
    }
    return;
  }
  const size = stft.size;
  // Pieces of the window between which its place in the transform wraps around, last one first.
  let end = stft.length;
  while (end > 0) {
    const at = (stft.rotation + end - 1) % size;
    const begin = max<i32>(0, end - 1 - at);
    piece<T>(stft, (stft.rotation + begin) % size, begin, end, present, sums);
    end = begin;
  }
}

/** Where window sample 0 of frame `frame` stands in its transform. */
export function rotationOf(stft: Stft, frame: i32): i32 {
  if (!stft.rotationStep) return stft.rotation;
  return <i32>((<i64>stft.rotation + <i64>frame * <i64>stft.rotationStep) % <i64>stft.size);
}

@inline
function offset<T>(stft: Stft, lane: i32): usize {
  return <usize>lane * <usize>stft.hop * sizeof<T>();
}

/** Window samples `begin` .. `end` - 1, which stand at `at` .. of the transform. */
function piece<T>(stft: Stft, at: i32, begin: i32, end: i32, present: i32, sums: usize): void {
  const width = lanes<T>();
  const bytes = sampleBytes(stft);
  const from = stft.work + <usize>at * bytes - <usize>begin * bytes;
  const window = stft.synthesis;
  const trash = stft.trash;
  const s0 = sums;
  const s1 = present > 1 ? sums + offset<T>(stft, 1) : trash;
  const s2 = present > 2 ? sums + offset<T>(stft, 2) : trash;
  const s3 = present > 3 ? sums + offset<T>(stft, 3) : trash;
  let j = end;
  for (; j - width >= begin; ) {
    j -= width;
    const source = from + <usize>j * bytes;
    const to = <usize>j * sizeof<T>();
    const w = v128.load(window + to);
    if (sizeof<T>() == 4) {
      const a = v128.load(source);
      const b = v128.load(source + bytes);
      const c = v128.load(source + 2 * bytes);
      const d = v128.load(source + 3 * bytes);
      const p = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
      const q = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
      const r = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
      const s = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
      accumulate<T>(s0 + to, w, v128.shuffle<f32>(p, q, 0, 4, 1, 5));
      accumulate<T>(s1 + to, w, v128.shuffle<f32>(p, q, 2, 6, 3, 7));
      accumulate<T>(s2 + to, w, v128.shuffle<f32>(r, s, 0, 4, 1, 5));
      accumulate<T>(s3 + to, w, v128.shuffle<f32>(r, s, 2, 6, 3, 7));
    } else {
      const a = v128.load(source);
      const b = v128.load(source + bytes);
      accumulate<T>(s0 + to, w, v128.shuffle<f64>(a, b, 0, 2));
      accumulate<T>(s1 + to, w, v128.shuffle<f64>(a, b, 1, 3));
    }
  }
  while (j > begin) {
    j--;
    v128.store(rows, v128.load(from + <usize>j * bytes));
    const to = <usize>j * sizeof<T>();
    const w = load<T>(window + to);
    store<T>(s0 + to, load<T>(s0 + to) + w * load<T>(rows));
    store<T>(s1 + to, load<T>(s1 + to) + w * load<T>(rows + sizeof<T>()));
    if (sizeof<T>() == 4) {
      store<T>(s2 + to, load<T>(s2 + to) + w * load<T>(rows + 8));
      store<T>(s3 + to, load<T>(s3 + to) + w * load<T>(rows + 12));
    }
  }
}

@inline
function accumulate<T>(to: usize, w: v128, samples: v128): void {
  v128.store(to, add<T>(v128.load(to), mul<T>(w, samples)));
}

/** One lane alone: frames whose place in the transform differs from their neighbours'. */
function oneFrame<T>(stft: Stft, rotation: i32, lane: i32, sums: usize): void {
  const bytes = sampleBytes(stft);
  const size = stft.size;
  const from = stft.work + <usize>lane * sizeof<T>();
  let at = (rotation + stft.length - 1) % size;
  for (let j = stft.length - 1; j >= 0; j--) {
    const to = <usize>j * sizeof<T>();
    const y = load<T>(stft.synthesis + to) * load<T>(from + <usize>at * bytes);
    store<T>(sums + to, load<T>(sums + to) + y);
    if (--at < 0) at += size;
  }
}

/**
 * `out[i]` = `sums[i]` x `scale[i mod period]`: division by what covers each sample. Both may be the same memory; a
 * `scale` of 0 (nothing covers the sample) gives 0 whatever was summed.
 */
export function settle<T>(sums: usize, count: i32, scale: usize, period: i32, out: usize): void {
  const width = lanes<T>();
  for (let begin = 0; begin < count; begin += period) {
    const length = min<i32>(period, count - begin);
    const base = <usize>begin * sizeof<T>();
    let i = 0;
    for (; i + width <= length; i += width) {
      const at = <usize>i * sizeof<T>();
      v128.store(out + base + at, mul<T>(v128.load(sums + base + at), v128.load(scale + at)));
    }
    for (; i < length; i++) {
      const at = <usize>i * sizeof<T>();
      store<T>(out + base + at, load<T>(sums + base + at) * load<T>(scale + at));
    }
  }
}
