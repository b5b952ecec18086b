import type { AudioBlock, Reconstruction, Resolution } from "@unspectro/core";
import type { OriginalWatch } from "@unspectro/identify";
import type { WrittenSound } from "@unspectro/inputs";
import { breathe } from "../breathe.ts";
import type { OutputWishes } from "../options/output.ts";
import { levelOf } from "../output/account.ts";
import { writeSound } from "../output/sound.ts";
import type { ParallelSound } from "../parallel/blocks.ts";

/** What is written, and who looks on. */
export interface Writing {
  readonly work: Reconstruction;
  readonly resolution: Resolution;
  readonly output: OutputWishes;
  /** The samples, once for each call. */
  blocks(): AsyncIterable<AudioBlock>;
  /** Several threads that make the same samples, and may put them into the file themselves. */
  readonly parallel: ParallelSound | undefined;
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
  parallel,
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
    async (take, direct) => {
      pass.begin();
      seen = watch();
      // Without a place of their own, samples go through here one after the other.
      const place = parallel && direct?.place;
      try {
        for await (const { samples } of place ? parallel.blocks(place, seen !== undefined) : blocks()) {
          seen?.push(samples);
          if (place === undefined) await take(samples, samples[0]!.length);
          await breathe();
        }
        if (place) direct?.placed(parallel.put);
      } finally {
        pass.end();
      }
    },
  );
  return { sound, seen };
}
