import { createWaterfall } from "@unspectro/waterfall";
import type { Calls, LookRequest, Seen } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import { TILE_ROWS } from "../tile.ts";
import { breathe } from "./breathe.ts";
import type { Desk } from "./desk.ts";
import { amplitudeFrames } from "./frames.ts";
import { NOTHING, PER_DECIBEL, type Pyramid } from "./pyramid.ts";
import { spectraOf } from "./spectra.ts";

/** Columns of the stored picture at most: 16 MB of levels, whatever the length of the recording. */
const MOST_COLUMNS = 1 << 14;
let version = 0;

/** Draws all frames coarsely, in order; tiles can be asked for meanwhile. */
export async function look(
  desk: Desk,
  request: LookRequest,
  { signal, tell }: Tools<Calls["look"]["tells"]>,
): Promise<Seen> {
  const source = amplitudeFrames(desk.pair!, request.convention);
  const { frames, bins } = source;
  let base = 0;
  while (frames / 2 ** base > MOST_COLUMNS) base++;
  const { fftSize, sampleRate } = request.convention.geometry;
  const pyramid: Pyramid = {
    version: ++version,
    base,
    source,
    spectra: desk.kind === "magnitudes" ? undefined : spectraOf(desk.pair!, request.convention),
    request,
    frequency: { scale: request.scale, binWidth: (sampleRate ?? 22050) / fftSize },
    levels: new Int16Array(Math.ceil(frames / 2 ** base) * TILE_ROWS).fill(NOTHING),
    columns: 0,
    peak: Number.NEGATIVE_INFINITY,
  };
  desk.pyramid = pyramid;
  const seen = (done: number): Seen => ({
    version: pyramid.version,
    frames,
    bins,
    done,
    base,
    peak: pyramid.peak,
    phases: pyramid.spectra !== undefined,
  });
  tell(seen(0));
  const step = 2 ** base;
  const perTurn = Math.max(step, Math.floor(source.blockFrames / step) * step);
  const block = new Float32Array(perTurn * bins);
  let told = performance.now();
  for (let first = 0; first < frames; first += perTurn) {
    const count = Math.min(perTurn, frames - first);
    await source.read(first, count, block);
    keep(block, count, pyramid, first / step);
    if (performance.now() - told > 100) {
      told = performance.now();
      tell(seen((first + count) / frames));
    }
    await breathe();
    signal.throwIfAborted();
  }
  return seen(1);
}

/** Puts the levels of some frames into the columns from `column` on. */
function keep(block: Float32Array, count: number, pyramid: Pyramid, column: number): void {
  const { source, frequency, base, levels } = pyramid;
  const width = Math.ceil(count / 2 ** base);
  const options = { frames: count, bins: source.bins, width, height: TILE_ROWS, frequency };
  const waterfall = createWaterfall(options);
  waterfall.push(block, count);
  const { values } = waterfall.levels();
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < TILE_ROWS; y++) {
      const value = values[y * width + x]!;
      if (value > pyramid.peak) pyramid.peak = value;
      const level = Math.max(NOTHING, Math.min(32767, Math.round(value * PER_DECIBEL)));
      levels[(column + x) * TILE_ROWS + y] = level;
    }
  }
  pyramid.columns = column + width;
}
