import type { AudioBlock, Reconstruction, Resolution } from "@unspectro/core";
import type { OriginalWatch } from "@unspectro/identify";
import type { WrittenSound } from "@unspectro/inputs";
import { breathe } from "../breathe.ts";
import type { OutputWishes } from "../options/output.ts";
import { levelOf } from "../output/account.ts";
import { writeSound } from "../output/sound.ts";

/** What is written, and who looks on. */
export interface Writing {
  readonly work: Reconstruction;
  readonly resolution: Resolution;
  readonly output: OutputWishes;
  /** The samples, once for each call. */
  blocks(): AsyncIterable<AudioBlock>;
  /** Begins to look for an original among them, where anybody wants to know. */
  watch(): OriginalWatch | undefined;
  /** Around each pass over the samples. */
  readonly pass: { begin(): void; end(): void };
}

/** Writes the sound; also answers what was seen of it. @throws IoError */
export async function writeReconstruction({
  work,
  resolution,
  output,
  blocks,
  watch,
  pass,
}: Writing): Promise<{ readonly sound: WrittenSound; readonly seen: OriginalWatch | undefined }> {
  let seen: OriginalWatch | undefined;
  const sound = await writeSound(
    {
      path: output.path,
      format: output.wavFormat,
      sampleRate: resolution.convention.geometry.sampleRate!,
      channels: work.channels,
      length: work.length,
      level: levelOf(output, resolution),
    },
    async (take) => {
      pass.begin();
      seen = watch();
      try {
        for await (const { samples } of blocks()) {
          seen?.push(samples);
          await take(samples, samples[0]!.length);
          await breathe();
        }
      } finally {
        pass.end();
      }
    },
  );
  return { sound, seen };
}
