import { alignMagnitudes } from "@unspectro/core";
import { amplitudeDecoder } from "../input/amplitudes.ts";
import { wholeAmplitudes } from "../input/blocks.ts";
import { gridOf } from "../input/grid.ts";
import { retrieve } from "../retrieve/retrieve.ts";
import type { Retrieval } from "../retrieve/types.ts";
import type { MendingJob } from "./job.ts";

/** Phases from the magnitudes alone, a run for each channel. */
export async function estimated({ pair, work, engine, ...job }: MendingJob): Promise<Retrieval[]> {
  const { convention, channels } = work;
  const stored = alignMagnitudes(pair.magnitude, convention);
  const decoder = amplitudeDecoder(convention);
  const { grid } = gridOf(convention, stored.frames);
  const stops = [job.signal, job.enough].flatMap((signal) => signal ?? []);
  const runs: Retrieval[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const magnitudes = await wholeAmplitudes(stored, decoder, channel, job.signal);
    const made =
      engine === undefined
        ? {}
        : {
            transform: (of: typeof grid) => engine.frameTransform(of),
            ...(engine.magnitudeRounds === undefined ? {} : { magnitudeRounds: engine.magnitudeRounds }),
          };
    runs.push(
      await retrieve(
        { grid, magnitudes },
        {
          ...made,
          signal: AbortSignal.any(stops),
          progress: ({ round, rounds }) => job.onProgress?.((channel + round / rounds) / channels),
        },
      ),
    );
  }
  return runs;
}
