/** Peaks of a sound as they come: lowest and highest of every `step` samples. */
export interface WaveData {
  step: number;
  length: number;
  done: number;
  /** Lowest, highest, in turn. */
  peaks: Float32Array;
  gain: number;
  uncovered: readonly { readonly from: number; readonly to: number }[];
}

export function emptyWave(): WaveData {
  return { step: 32, length: 0, done: 0, peaks: new Float32Array(0), gain: 1, uncovered: [] };
}

/** Puts peaks that have arrived where they belong. */
export function addPeaks(wave: WaveData, first: number, peaks: Float32Array): void {
  const needed = 2 * Math.ceil(wave.length / wave.step);
  if (wave.peaks.length !== needed) {
    const roomy = new Float32Array(needed);
    roomy.set(wave.peaks.subarray(0, Math.min(needed, wave.peaks.length)));
    wave.peaks = roomy;
  }
  wave.peaks.set(peaks.subarray(0, Math.max(0, needed - 2 * first)), 2 * first);
}

/** Colours of the strip, from the page's own. */
export interface WaveColours {
  readonly wave: string;
  readonly line: string;
  readonly bad: string;
  readonly soft: string;
}

/** Draws the samples from `from` to `to`: the wave, what is clipped, what no frame covers, what is not made yet. */
export function drawWave(
  context: CanvasRenderingContext2D,
  wave: WaveData,
  { from, to }: { readonly from: number; readonly to: number },
  colours: WaveColours,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const middle = height / 2;
  context.fillStyle = colours.line;
  context.fillRect(0, Math.floor(middle), width, 1);
  const perPixel = (to - from) / width;
  const x = (sample: number): number => (sample - from) / perPixel;
  context.fillStyle = colours.soft;
  for (const gap of wave.uncovered) {
    if (gap.to > from && gap.from < to)
      context.fillRect(x(gap.from), 0, Math.max(1, (gap.to - gap.from) / perPixel), height);
  }
  for (let column = 0; column < width; column++) {
    const start = Math.floor((from + column * perPixel) / wave.step);
    const end = Math.max(start + 1, Math.floor((from + (column + 1) * perPixel) / wave.step));
    if (start < 0 || start * wave.step >= wave.done) continue;
    let low = 0;
    let high = 0;
    for (let i = 2 * start; i < 2 * end && i < wave.peaks.length; i += 2) {
      if (wave.peaks[i]! < low) low = wave.peaks[i]!;
      if (wave.peaks[i + 1]! > high) high = wave.peaks[i + 1]!;
    }
    const loud = Math.max(-low, high) * wave.gain > 1;
    const top = middle - Math.min(1, high * wave.gain) * (middle - 2);
    const bottom = middle - Math.max(-1, low * wave.gain) * (middle - 2);
    context.fillStyle = loud ? colours.bad : colours.wave;
    context.fillRect(column, top, 1, Math.max(1, bottom - top));
  }
}
