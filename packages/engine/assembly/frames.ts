import { lanes, mul } from "./lanes";
import { rotationOf } from "./overlap";
import { Stft } from "./records";
import { transpose } from "./transpose";

/** Rows of windowed samples, before they are put in lane order. */
const rows: usize = memory.data(64, 16);

/**
 * Cuts `present` frames out of a signal, `signal` being under the first one's first window sample: windowed, in lane
 * order, to `Stft.time`, zero where no window lies. Absent frames repeat the first.
 */
export function cutFrames<T>(stft: Stft, frame: i32, present: i32, signal: usize): void {
  const size = stft.size;
  if (stft.length != size || stft.rotationStep) memory.fill(stft.time, 0, <usize>size << 4);
  if (stft.rotationStep || stft.length > size) {
    for (let lane = 0; lane < present; lane++) oneFrame<T>(stft, frame + lane, lane, signal);
    return;
  }
  let begin = 0;
  while (begin < stft.length) {
    const at = (stft.rotation + begin) % size;
    const end = min<i32>(stft.length, begin + size - at);
    piece<T>(stft, at, begin, end, present, signal);
    begin = end;
  }
}

function piece<T>(stft: Stft, at: i32, begin: i32, end: i32, present: i32, signal: usize): void {
  const width = lanes<T>();
  const out = stft.time + (<usize>at << 4) - (<usize>begin << 4);
  const hop = <usize>stft.hop * sizeof<T>();
  for (let j = begin; j < end; j += width) {
    // The last vector looks back over samples already done where the piece is no multiple of the width.
    const from = j + width > end && end - begin >= width ? end - width : j;
    const offset = <usize>from * sizeof<T>();
    const w = v128.load(stft.analysis + offset);
    for (let lane = 0; lane < width; lane++) {
      const row = lane < present ? <usize>lane * hop : 0;
      v128.store(rows + (<usize>lane << 4), mul<T>(w, v128.load(signal + row + offset)));
    }
    if (from + width <= end) transpose<T>(rows, out + (<usize>from << 4), 16);
    else partial<T>(out + (<usize>from << 4), end - from);
  }
}

/** A piece shorter than a vector. */
function partial<T>(out: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    for (let lane = 0; lane < lanes<T>(); lane++) {
      const value = load<T>(rows + (<usize>lane << 4) + <usize>i * sizeof<T>());
      store<T>(out + (<usize>i << 4) + <usize>lane * sizeof<T>(), value);
    }
  }
}

/** One lane alone; a window longer than the transform folds onto itself. */
function oneFrame<T>(stft: Stft, frame: i32, lane: i32, signal: usize): void {
  const size = stft.size;
  const column = stft.time + <usize>lane * sizeof<T>();
  const from = signal + <usize>lane * <usize>stft.hop * sizeof<T>();
  let at = rotationOf(stft, frame);
  for (let j = 0; j < stft.length; j++) {
    const offset = <usize>j * sizeof<T>();
    const to = column + (<usize>at << 4);
    store<T>(to, load<T>(to) + load<T>(stft.analysis + offset) * load<T>(from + offset));
    if (++at == size) at = 0;
  }
}
