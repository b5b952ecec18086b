import { resolveConvention } from "@unspectro/core";
import type { ArrayInfo, FrameSource } from "@unspectro/core/plugin";
import { type ArrayFile, factsOfMagnitudes, type Look, listed, lookAt, nameOf } from "@unspectro/inputs";
import { tempScratch } from "@unspectro/io/node";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { type FileOpener, openFile } from "../input/files.ts";
import { openMagnitudes } from "../input/magnitudes.ts";
import { meaningOf } from "../input/meaning.ts";
import { readersWith } from "../input/readers.ts";
import { addPictureOptions, type PictureWishes, pictureWishes } from "../options/picture.ts";
import { addReadingOptions, readingWishes } from "../options/reading.ts";
import { brief, count, grouped, size } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

export function define(command: Command): void {
  command
    .description("What is in these files: format, arrays, ranges, and what the numbers look like.")
    .argument("<file...>", "files, or arrays in them: file.h5:/group/mag")
    .addHelpText(
      "after",
      `
Examples:
  unspectro inspect spectrogram phases
  unspectro inspect results.h5
  unspectro inspect results.h5:/mag --picture mag.png
  unspectro inspect dump.bin --element float32 --record-length 1025`,
    );
  addPictureOptions(command);
  addReadingOptions(command);
}

/** One array, as inspect reports it. */
interface Finding {
  readonly array: string;
  readonly shape: readonly number[];
  readonly element: string;
  readonly complex: boolean;
  readonly order?: string;
  readonly notes?: readonly string[];
  readonly look?: Look;
  readonly meaning?: readonly string[];
  readonly refusal?: string;
}

export async function run(command: Command, context: Context): Promise<void> {
  const wishes = readingWishes(command.opts());
  const readers = await readersWith(wishes.plugins);
  const opener = { ...wishes, readers, scratch: tempScratch() };
  const names = command.processedArgs[0] as readonly string[];
  const picture = pictureWishes(command.opts());
  if (picture !== undefined && names.length > 1)
    throw new UsageError("--picture draws one array: inspect it alone, as in file.h5:/group/mag");
  const files = [];
  for (const name of names) {
    const file = await openFile(name, opener);
    try {
      const { foreign, plugin } = file;
      const findings = foreign === undefined ? await findingsOf(file) : [];
      const { title, id } = foreign === undefined ? plugin : { title: foreign.found, id: null };
      const { size: bytes } = file.bytes;
      files.push({ file: file.name, bytes, format: id, title, arrays: findings, advice: foreign?.advice });
      if (!context.json) tell(file, findings, context);
    } finally {
      await file.bytes.close();
    }
  }
  if (context.json) context.print(JSON.stringify({ files }, null, 2));
  if (picture !== undefined) await draw(names[0]!, opener, picture, context);
}

/** Draws the array that was named, or the one of magnitudes; what nobody says about them is assumed. */
async function draw(
  name: string,
  opener: FileOpener,
  picture: PictureWishes,
  context: Context,
): Promise<void> {
  const { drawPicture } = await import("../output/picture.ts");
  const { magnitude, close } = await openMagnitudes(name, opener);
  try {
    const { convention } = resolveConvention({ facts: await factsOfMagnitudes(magnitude) });
    await drawPicture({ source: magnitude, convention, title: magnitude.name }, picture, context);
    const { sampleRate, hop } = convention.geometry;
    context.talk.say(
      `  its axes assume ${grouped(sampleRate!)} Hz and a hop of ${count(hop, "sample")}: \`unspectro identify --picture\` finds out`,
    );
  } finally {
    await close();
  }
}

/** Looks at the array named, or at every array that can be frames. */
async function findingsOf(file: ArrayFile): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const array of file.arrays) {
    if (file.wanted !== undefined && array.name !== file.wanted) continue;
    findings.push(array.refusal === undefined ? await findingOf(file, array) : plainly(array));
  }
  return findings;
}

async function findingOf(file: ArrayFile, array: ArrayInfo): Promise<Finding> {
  const source = await file.open(array.name);
  try {
    const look = await lookAt(source);
    const meaning = meaningOf(source, look);
    return { ...plainly(array), order: orderOf(source), notes: source.notes, look, meaning };
  } finally {
    await source.close();
  }
}

function plainly({ name, shape, element, complex, refusal }: ArrayInfo): Finding {
  return { array: name, shape, element, complex, ...(refusal === undefined ? {} : { refusal }) };
}

/** Which numbers lie together in the file. */
function orderOf({ shape, frameAxis, complex }: FrameSource): string {
  if (shape.length < 2) return "a list";
  const rows = shape.length - (complex && shape.at(-1) === 2 && shape.length > 2 ? 3 : 2);
  return frameAxis === rows ? "rows lie together (C order)" : "columns lie together (Fortran order)";
}

function tell(file: ArrayFile, findings: readonly Finding[], { print, talk }: Context): void {
  const { bold } = talk.style;
  print(`${bold(file.name)}  ${file.foreign?.found ?? file.plugin.title}, ${size(file.bytes.size)}`);
  if (file.foreign !== undefined) print(`  to read it: ${file.foreign.advice}`);
  for (const finding of findings) {
    const { array, shape, element, complex, look } = finding;
    const kind = `${complex ? "complex " : ""}${element}`;
    const name = array === "" ? "" : `${nameOf({ name: array })}: `;
    print(
      `  ${name}${shape.join(" x ") || "one number"}, ${kind}${finding.order ? `, ${finding.order}` : ""}`,
    );
    if (finding.refusal !== undefined) print(`    cannot be frames: ${finding.refusal}`);
    if (look !== undefined) for (const line of numbersOf(look, complex)) print(`    ${line}`);
    for (const note of finding.notes ?? []) print(`    ${note}`);
    for (const line of finding.meaning ?? []) print(`    ${bold("->")} ${line}`);
  }
}

function numbersOf(look: Look, complex: boolean): string[] {
  const what = complex ? "moduli" : "numbers";
  const seen = look.all ? "" : `, judging by ${count(look.cells, "cell")} from everywhere`;
  const finite = look.cells - look.notFinite;
  const lines = [
    finite === 0 ? "no finite number" : `${what} from ${brief(look.min)} to ${brief(look.max)}${seen}`,
  ];
  const share = (part: number): string => `${brief((100 * part) / look.cells)} %`;
  const parts = [
    look.notFinite > 0 ? `${count(look.notFinite, "cell")} NaN or infinite` : "",
    look.zeros > 0 ? `${share(look.zeros)} exactly 0` : "",
    look.negatives > 0 ? `${share(look.negatives)} negative` : "",
    look.integers && finite > 0 ? "all whole numbers" : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) lines.push(listed(parts));
  return lines;
}
