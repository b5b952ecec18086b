import {
  checkRead,
  closedError,
  drive,
  type Extent,
  type FrameSource,
  type MaybePromise,
  type Numbers,
} from "@unspectro/core/plugin";
import type { Dataset } from "./describe.ts";
import type { Hdf5File } from "./file.ts";
import { type Matrix, matrixOf } from "./matrix.ts";
import { partReader } from "./parts.ts";
import { type Tile, tilesOf } from "./tiles.ts";

/** Numbers that one call of the library is asked for where there are no chunks. */
const PIECE = 1 << 18;

/**
 * Frames from a dataset. Closing the source closes the file in the library, never the bytes beneath.
 *
 * @throws FormatError `bad-shape`, `empty`
 */
export function datasetSource(file: Hdf5File, dataset: Dataset & { readonly name: string }): FrameSource {
  const name = `${file.name}:${dataset.name}`;
  const matrix = matrixOf(dataset, name);
  const unit = matrix.complex ? 2 : 1;
  const reader = partReader(file, dataset, matrix);
  const tiles = dataset.chunks && tilesOf(matrix, dataset.chunks, dataset.cell, reader);
  let closed = false;

  /** Straight into the caller's memory, in pieces: whole frames, or parts of frames that are very long. */
  function direct(start: number, extent: Extent, into: Numbers, signal?: AbortSignal): MaybePromise<void> {
    const { given, channel, firstBin, binCount } = extent;
    const bins = Math.min(binCount, PIECE);
    const frames = Math.max(1, Math.floor(PIECE / bins));
    let frame = 0;
    let bin = 0;
    return drive(() => {
      const part = {
        channel,
        frame: start + frame,
        frames: Math.min(frames, given - frame),
        bin: firstBin + bin,
        bins: Math.min(bins, binCount - bin),
      };
      const read = reader.read(part, into, (frame * binCount + bin) * unit, binCount * unit, signal);
      bin += part.bins;
      if (bin === binCount) {
        bin = 0;
        frame += part.frames;
      }
      const done = frame === given;
      return read instanceof Promise ? read.then(() => done) : done;
    });
  }

  /** By way of whole chunks, which are kept. */
  function tiled(start: number, extent: Extent, into: Numbers, signal?: AbortSignal): MaybePromise<void> {
    const { given, channel, firstBin, binCount } = extent;
    let frame = start;
    let bin = firstBin;
    function copy(tile: Tile): boolean {
      const endFrame = Math.min(start + given, tile.frame + tile.frames);
      const endBin = Math.min(firstBin + binCount, tile.bin + tile.bins);
      for (let i = frame; i < endFrame; i++) {
        const from = (i - tile.frame) * tile.bins - tile.bin;
        const to = ((i - start) * binCount + bin - firstBin) * unit;
        into.set(tile.numbers.subarray((from + bin) * unit, (from + endBin) * unit), to);
      }
      bin = endBin;
      if (bin === firstBin + binCount) {
        bin = firstBin;
        frame = endFrame;
      }
      return frame === start + given;
    }
    return drive(() => {
      const tile = tiles!.fetch(channel, frame, bin, signal);
      return tile instanceof Promise ? tile.then(copy) : copy(tile);
    });
  }

  const source: FrameSource = {
    format: "hdf5",
    name,
    frames: matrix.frames,
    bins: matrix.bins,
    channels: matrix.channels,
    element: dataset.cell.element,
    complex: matrix.complex,
    shape: matrix.shape,
    frameAxis: matrix.frameAxis,
    blockFrames: blockFrames(matrix, tiles?.frames),
    partialRecords: tiles === undefined || tiles.bins < matrix.bins,
    notes: dataset.notes,
    read(start, count, into, options = {}) {
      if (closed) throw closedError(name);
      const extent = checkRead(source, start, count, into, options);
      if (extent.given === 0 || extent.binCount === 0) return extent.given;
      const read = tiles === undefined ? direct : tiled;
      const moved = read(start, extent, into, options.signal);
      return moved === undefined ? extent.given : moved.then(() => extent.given);
    },
    close() {
      if (closed) return;
      closed = true;
      tiles?.clear();
      file.close();
    },
  };
  return source;
}

/** About a mebibyte, in whole tiles where there are any. */
function blockFrames({ frames, bins, complex }: Matrix, tileFrames: number | undefined): number {
  const cheap = Math.max(1, Math.min(1024, Math.floor(131072 / (bins * (complex ? 2 : 1)))));
  if (tileFrames === undefined) return Math.min(cheap, frames);
  return Math.min(frames, tileFrames * Math.max(1, Math.floor(cheap / tileFrames)));
}
