import { reconstruct } from "@unspectro/core";
import { inverseFor } from "@unspectro/engine";
import { levelFor, type Take, writeSound } from "@unspectro/inputs";
import { type BlobSink, blobSink } from "@unspectro/io/web";
import type { Calls, WavGiven, WavRequest } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import { breathe } from "./breathe.ts";
import { type Desk, elementsOf } from "./desk.ts";
import { synthesisOfChoice } from "./synthesis.ts";

/** Samples read from the store at a time. */
const PIECE = 1 << 16;

/** A WAV of the sound, made from the files once more where it was not mended: the same bytes as the command line writes. */
export async function writeWavFile(
  desk: Desk,
  { format, synthesis: choice }: WavRequest,
  { signal, tell }: Tools<Calls["wav"]["tells"]>,
): Promise<WavGiven> {
  const { pair, resolution, sound } = desk;
  if (pair === undefined || resolution === undefined || sound === undefined) throw new Error("no sound yet");
  const synthesis = await synthesisOfChoice(choice, resolution.convention);
  let sink: BlobSink | undefined;
  const { sampleRate } = resolution.convention.geometry;
  const produce =
    desk.kind === "magnitudes" || desk.mended
      ? async (take: Take): Promise<void> => {
          for (let at = 0; at < sound.length; at += PIECE) {
            const samples = await sound.read(at, PIECE);
            await take(samples, samples[0]!.length);
          }
        }
      : async (take: Take): Promise<void> => {
          const work = await reconstruct(pair, resolution.convention, {
            maker: inverseFor(elementsOf(pair)),
            signal,
            onProgress: (done, frames) => tell({ done: done / frames }),
            ...(synthesis === undefined ? {} : { synthesis }),
          });
          for await (const { samples } of work.blocks()) {
            await take(samples, samples[0]!.length);
            await breathe();
          }
        };
  const { peak, gain, clipped } = await writeSound(
    {
      openSink() {
        sink = blobSink("sound.wav", "audio/wav");
        return sink;
      },
      format,
      sampleRate: sampleRate!,
      channels: sound.channels,
      length: sound.length,
      level: levelFor(resolution),
    },
    produce,
  );
  return { blob: sink!.blob(), peak, gain, clipped };
}
