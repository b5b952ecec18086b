import { type AudioSource, isWav, openWav } from "@unspectro/audio";
import { FormatError, type Scratch } from "@unspectro/core/plugin";
import { openPath } from "@unspectro/io/node";

/** A sound file, and how to let go of it. */
export interface OpenSound {
  readonly audio: AudioSource;
  close(): Promise<void>;
}

/**
 * Opens a WAV file, or `-` for standard input.
 *
 * @throws IoError, FormatError `unknown-format` for sound in other formats
 */
export async function openSound(path: string, scratch: Scratch): Promise<OpenSound> {
  const bytes = await openPath(path, scratch);
  try {
    const head = new Uint8Array(Math.min(12, bytes.size));
    await bytes.read(0, head);
    if (bytes.size === 0)
      throw new FormatError("empty", "the file is empty", { file: path, expected: "a WAV file" });
    if (!isWav(head)) {
      throw new FormatError("unknown-format", "this is not a WAV file", {
        file: path,
        expected: "WAV (RIFF, RIFX, RF64 or BW64)",
        advice: `convert it first, for example: ffmpeg -i ${path} sound.wav`,
      });
    }
    const audio = await openWav(bytes);
    return { audio, close: async () => bytes.close() };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}
