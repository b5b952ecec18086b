import type { FrameSource } from "@unspectro/core/plugin";
import { nameOf, roleByName } from "@unspectro/inputs";
import { UsageError } from "../usage.ts";
import { type FileOpener, openFile } from "./files.ts";

/** Magnitudes without phases, ready to be read. */
export interface Magnitudes {
  readonly magnitude: FrameSource;
  close(): Promise<void>;
}

/**
 * Opens the one array of magnitudes in a file.
 *
 * @throws IoError, FormatError, UsageError
 */
export async function openMagnitudes(name: string, opener: FileOpener): Promise<Magnitudes> {
  const file = await openFile(name, opener);
  try {
    const usable = file.arrays.filter(({ refusal }) => refusal === undefined);
    const named = usable.filter((array) => roleByName(array.name) === "magnitude");
    const array =
      file.wanted ?? (named.length === 1 ? named[0] : usable.length === 1 ? usable[0] : undefined)?.name;
    if (array === undefined && usable.length > 1) {
      throw new UsageError(
        `${file.name} holds several arrays: name the magnitudes, as in ${file.name}:${nameOf(usable[0]!)}`,
      );
    }
    const magnitude = await file.open(array ?? "");
    return {
      magnitude,
      async close() {
        await magnitude.close();
        await file.bytes.close();
      },
    };
  } catch (error) {
    await file.bytes.close();
    throw error;
  }
}
