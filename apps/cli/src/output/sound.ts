import {
  type Produce,
  type SoundOptions,
  type WrittenSound,
  writeSound as writeWav,
} from "@unspectro/inputs";
import { fileSink, stdoutSink } from "@unspectro/io/node";

/** Sound on its way to a file: a path, or `-` for standard output. */
type SoundToPath = Omit<SoundOptions, "openSink" | "final"> & { readonly path: string };

/**
 * Writes a WAV that never clips unless told to. Nothing stands under the output's name before it is whole.
 *
 * @throws IoError
 */
export function writeSound({ path, ...sound }: SoundToPath, produce: Produce): Promise<WrittenSound> {
  const piped = path === "-";
  return writeWav(
    { ...sound, openSink: () => (piped ? stdoutSink() : fileSink(path)), final: piped },
    produce,
  );
}
