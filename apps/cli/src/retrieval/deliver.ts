import type { Resolution } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { outputWishes } from "../options/output.ts";
import { levelOf, tellSound } from "../output/account.ts";
import { writeSound } from "../output/sound.ts";
import { describeConvention, describeSource, writeReport } from "../report.ts";
import type { SoundOfChannels } from "./whole.ts";

/** What is written and reported, however the phases were come by. */
export interface Delivery {
  readonly sources: readonly FrameSource[];
  readonly resolution: Resolution;
  readonly sound: SoundOfChannels & { readonly notFinite: number };
  /** For the report; asked when all is written. */
  retrieval(): Readonly<Record<string, unknown>>;
  /** Says what is known only when all is written. */
  tell?(): void;
  readonly started: number;
}

/** Writes the sound and its account. @throws IoError */
export async function deliver(
  { sources, resolution, sound, retrieval, tell, started }: Delivery,
  command: Command,
  context: Context,
): Promise<void> {
  const output = outputWishes(command.opts());
  const { path, wavFormat } = output;
  const written = await writeSound(
    {
      path,
      format: wavFormat,
      sampleRate: resolution.convention.geometry.sampleRate!,
      channels: sound.channels,
      length: sound.length,
      level: levelOf(output, resolution),
    },
    (take) => sound.produce(take),
  );
  const seconds = (performance.now() - started) / 1000;
  tell?.();
  tellSound(sound, resolution, output, written, seconds, context.talk);
  const { sourcePeak, gain, peak, clipped } = written;
  const report = {
    inputs: sources.map(describeSource),
    ...describeConvention(resolution),
    retrieval: retrieval(),
    output: {
      file: path,
      wavFormat,
      channels: sound.channels,
      length: sound.length,
      level: { policy: output.level, sourcePeak, gain, peak },
      clipped,
    },
    warnings: context.talk.warnings,
    took: seconds,
  };
  if (output.report !== undefined) await writeReport(output.report, report);
  if (context.json) context.print(JSON.stringify(report, null, 2));
}
