import type { Geometry } from "@unspectro/core";
import { frameOf, type PresetName, presets, synthesisWindow, windowFromSource } from "@unspectro/duals";
import { tempScratch } from "@unspectro/io/node";
import { openFile } from "./files.ts";
import { readersWith } from "./readers.ts";

/** Whether a wish names a preset. */
export function isPreset(wish: string): wish is PresetName {
  return presets.some(({ name }) => name === wish);
}

/**
 * The synthesis window that a wish means for files of this geometry; undefined where the inverse does that by itself
 * (the canonical one of a window that fits the FFT).
 *
 * @throws DataError `not-invertible`; IoError, FormatError for a file that holds no window
 */
export async function synthesisFor(wish: string, geometry: Geometry): Promise<Float64Array | undefined> {
  if (!isPreset(wish)) return readWindow(wish);
  if (wish === "canonical" && geometry.window.length <= geometry.fftSize) return undefined;
  return synthesisWindow(frameOf(geometry), wish).window;
}

/** A window from any file that the program reads. */
export async function readWindow(path: string, plugins: readonly string[] = []): Promise<Float64Array> {
  const opener = { readers: await readersWith(plugins), scratch: tempScratch(), open: {} };
  const file = await openFile(path, opener, { vector: true });
  try {
    const source = await file.open(file.wanted ?? file.arrays[0]!.name);
    try {
      return await windowFromSource(source);
    } finally {
      await source.close();
    }
  } finally {
    await file.bytes.close();
  }
}
