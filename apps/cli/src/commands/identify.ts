import { accountOf, withOriginal } from "@unspectro/identify";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import { openIdentified } from "../input/identified.ts";
import { readersWith } from "../input/readers.ts";
import { addConventionOptions, conventionWishes } from "../options/convention.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import { describeSource, writeReport } from "../report.ts";
import { tellSources } from "../talk/sources.ts";
import { UsageError } from "../usage.ts";

export function define(command: Command): void {
  command
    .description("How were these files made? Works it out from the numbers, with the evidence.")
    .argument("<files...>", "magnitudes and phases, in either order; or one complex array")
    .option("--report <file.json>", "the account and the convention, for --convention to take back")
    .option(
      "--picture <file.png>",
      "draw the evidence: spectrogram, hop, window as found and as named, what is left unexplained",
    )
    .addHelpText(
      "after",
      `
Examples:
  unspectro identify spectrogram phases
  unspectro identify mag.bin phase.bin --json
  unspectro identify S.csv P.csv --hop 160 --report made.json
  unspectro identify S.npy P.npy --picture evidence.png

Ends with ${EXIT.done} when one way of making them explains the files, ${EXIT.ambiguous} when several do, ${EXIT.unidentified} when none does.`,
    );
  addConventionOptions(command);
  addReadingOptions(command);
}

const exits = { identified: EXIT.done, ambiguous: EXIT.ambiguous, unidentifiable: EXIT.unidentified };

export async function run(command: Command, context: Context): Promise<void> {
  const names = command.processedArgs[0] as readonly string[];
  const wishes = readingWishes(command.opts());
  const opener = { ...wishes, readers: await readersWith(wishes.plugins), scratch: tempScratch() };
  const { given } = conventionWishes(command);
  const picture = command.opts().picture as string | undefined;
  if (picture !== undefined && !/\.png$/i.test(picture))
    throw new UsageError(`--picture wants a file ending in .png, not "${picture}"`);
  const asker = { signal: context.signal, exhibits: picture !== undefined };
  const { pair, identification: found } = await openIdentified(names, opener, given, asker);
  try {
    tellSources(pair, context.talk);
    const identification = await withOriginal(found, pair, context.signal);
    const { convention, exhibits, ...account } = identification;
    if (picture !== undefined) {
      if (convention === null || exhibits === undefined) {
        context.talk.warn(`${picture} was not drawn: nothing was found that it could show`);
      } else {
        const { drawExhibits } = await import("../output/exhibits.ts");
        const job = { source: pair.magnitude, convention, identification, exhibits };
        await drawExhibits(picture, job, context.signal);
        context.talk.say(`${picture}  the evidence, drawn`);
      }
    }
    const report = {
      inputs: [pair.magnitude, pair.phase].flatMap((source) => (source ? [describeSource(source)] : [])),
      convention,
      identification: account,
    };
    const path = command.opts().report as string | undefined;
    if (path !== undefined) await writeReport(path, report);
    if (context.json) context.print(JSON.stringify(report, null, 2));
    else context.print(accountOf(identification).join("\n"));
    context.end(exits[identification.verdict]);
  } finally {
    await pair.close();
  }
}
