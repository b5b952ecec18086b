import type { Command } from "commander";
import { tellConvention } from "../account.ts";
import type { Context } from "../context.ts";
import { settlePair } from "../input/convention.ts";
import { foundIn } from "../input/known.ts";
import { addConventionOptions, conventionWishes } from "../options/convention.ts";
import { addOutputOptions, type OutputWishes, outputWishes } from "../options/output.ts";
import { addPictureOptions, pictureWishes } from "../options/picture.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import { tellCoverage, tellSound } from "../output/account.ts";
import { invert } from "../reconstruction/invert.ts";
import type { MendedSound } from "../reconstruction/mended.ts";
import { demandOne, guessedRate, openedOrHandedOver } from "../reconstruction/open.ts";
import { remedyFor } from "../reconstruction/remedy.ts";
import { reportOf } from "../reconstruction/report.ts";
import { writeReconstruction } from "../reconstruction/write.ts";
import { writeReport } from "../report.ts";
import { type Progress, silent } from "../talk/progress.ts";
import { tellSources } from "../talk/sources.ts";
import { UsageError } from "../usage.ts";

export function define(command: Command): void {
  command
    .description("Gives a spectrogram and its phases their sound back: two files, or one that holds both.")
    .argument(
      "<files...>",
      "magnitudes and phases, in either order; file.h5:/group/mag names one array of a file",
    )
    .addHelpText(
      "after",
      `
Examples:
  unspectro spectrogram phases -o sound.wav             nothing known: found or assumed, and said so
  unspectro S.npy P.npy --profile torch --hop 160       made by torch.stft with this hop
  unspectro stft.npz -o - | play -                      both arrays in one file; sound to a pipe
  unspectro results.h5:/mag results.h5:/phase           two arrays of one file
  unspectro S.csv P.csv --sample-rate 16000 --report run.json
  unspectro S2.csv P2.csv --convention run.json         again, exactly so
  unspectro mag.bin phase.bin --element float32 --fft-size 1024 --hop 256`,
    );
  addOutputOptions(command);
  command.option(
    "--quick",
    "the plain inverse: what was rounded, clipped or damaged is taken as it stands, not mended",
  );
  addPictureOptions(command);
  addConventionOptions(command);
  addReadingOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const names = command.processedArgs[0] as readonly string[];
  const asked = outputWishes(command.opts());
  if (context.json && asked.path === "-") {
    throw new UsageError("--json and -o - both want standard output; --report writes the account to a file");
  }
  const started = performance.now();
  const wishes = conventionWishes(command);
  const found = await openedOrHandedOver(names, command, wishes, context);
  if (found === undefined) return;
  const { pair, identification } = found;
  let mended: MendedSound | undefined;
  try {
    tellSources(pair, context.talk);
    if (identification !== undefined) demandOne(identification, wishes, pair);
    const resolution = await settlePair(
      wishes,
      pair,
      identification && foundIn(identification),
      guessedRate(identification),
    );
    let progress: Progress = silent;
    const { work, parallel } = await invert(found, resolution, {
      names,
      reading: readingWishes(command.opts()),
      // an original is compared bit for bit: float64 all the way
      output: asked.exact ? { ...asked, engine: "core", threads: 1 } : asked,
      signal: context.signal,
      onProgress: (done) => mended ?? progress.at(done),
    });
    const plain = parallel ?? work;
    if (identification !== undefined) {
      const { tellIdentification } = await import("../output/identification.ts");
      tellIdentification(identification, context.talk);
    }
    tellConvention(resolution, work, context.talk, identification !== undefined);
    tellCoverage(work, context.talk);
    const pass = {
      begin: () => {
        progress = context.talk.progress(asked.path, work.frames);
      },
      end: () => progress.end(),
    };
    pass.begin();
    const at = (share: number): void => progress.at(share * work.frames, "mending");
    const told = identification === undefined || wishes.profile !== undefined;
    const job = {
      pair,
      work,
      plain: () => plain.blocks(),
      told,
      signal: context.signal,
      onProgress: at,
    };
    mended = await remedyFor(job, asked, names, context);
    // Looking for an original costs time: for those who asked, or whom it can be told.
    const heard = !context.talk.quiet || context.json || asked.report !== undefined;
    const originals = asked.exact || heard ? await import("../output/exact.ts") : undefined;
    const source = { pair, work, mended, signal: context.signal };
    const exact = asked.exact ? await originals?.exactSoundOf(source) : undefined;
    pass.end();
    const output: OutputWishes =
      exact === undefined ? asked : { ...asked, wavFormat: exact.wavFormat, level: "keep" };
    const picture = pictureWishes(command.opts());
    if (picture !== undefined) {
      const { convention } = resolution;
      const { drawPicture } = await import("../output/picture.ts");
      await drawPicture({ source: pair.magnitude, convention, title: pair.magnitude.name }, picture, context);
    }
    const writing = exact === undefined ? undefined : originals?.exactWriting(exact, source);
    const { sound, seen } = await writeReconstruction({
      work,
      resolution,
      output,
      blocks: () => (writing ?? mended ?? plain).blocks(),
      parallel: writing === undefined && mended === undefined ? parallel : undefined,
      watch: () => (heard && writing === undefined ? originals?.watchFor(work) : undefined),
      pass,
    });
    mended?.tell(context.talk);
    const seconds = (performance.now() - started) / 1000;
    const { length, channels } = work;
    const notFinite = mended?.notFinite ?? plain.notFinite;
    tellSound({ length, channels, notFinite }, resolution, output, sound, seconds, context.talk);
    const original = exact?.lattice ?? (seen && (await originals?.originalIn(seen, pair, work.convention)));
    if (original !== undefined) originals?.tellOriginal(original, writing?.undecided, context.talk);
    const report = reportOf(
      { pair, identification, resolution, work, parallel, mended, output, sound, original, seconds },
      context,
    );
    if (output.report !== undefined) await writeReport(output.report, report);
    if (context.json) context.print(JSON.stringify(report, null, 2));
  } finally {
    await mended?.close();
    await pair.close();
  }
}
