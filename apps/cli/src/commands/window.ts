import {
  constantOverlapAdd,
  costInWords,
  type Dual,
  describeDual,
  drawDuals,
  dualityError,
  dualPlots,
  dualSpace,
  type FrameBounds,
  frameBounds,
  frameOf,
  type Goal,
  nonzeroOverlapAdd,
  optimiseDual,
  presets,
  type StftFrame,
  synthesisWindow,
  windowSource,
} from "@unspectro/duals";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { settle } from "../input/convention.ts";
import { readersWith } from "../input/readers.ts";
import { isPreset, readWindow } from "../input/synthesis.ts";
import { addConventionOptions, conventionWishes } from "../options/convention.ts";
import { number } from "../options/parse.ts";
import { formatFor, writeArrays } from "../output/arrays.ts";
import { writePlots } from "../output/plots.ts";
import { writeText } from "../report.ts";
import { brief, grouped } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

/** A synthesis window, and what it is called in the account. */
interface Choice {
  readonly name: string;
  readonly dual: Dual;
  /** Largest violation of the duality conditions. */
  readonly error: number;
}

const GOALS = ["time", "frequency", "product", "noise"] as const;

export function define(command: Command): void {
  command
    .description(
      "How well a transform can be inverted, and by which synthesis windows: all exact, each with its cost.",
    )
    .optionsGroup("Synthesis:")
    .option(
      "-s, --synthesis <name...>",
      `${presets.map(({ name }) => name).join(", ")}, or a file with a window (default: all presets)`,
    )
    .option(
      "--goal <weights>",
      `optimise your own: ${GOALS.join(", ")} with weights, such as time=1,frequency=0.5`,
    )
    .option("--noise-cap <dB>", "the most noise a --goal may cost above canonical (default: 3)", (text) =>
      number(text, "--noise-cap"),
    )
    .option("--centre <sample>", "where a --goal in time is centred (default: its own centre)", (text) =>
      number(text, "--centre"),
    )
    .optionsGroup("Output:")
    .option("-o, --output <file>", "write the last synthesis window named (.npy and others)")
    .option("--draw <file>", "draw the windows and their spectra, as SVG or .png")
    .addHelpText(
      "after",
      `
Examples:
  unspectro window --profile librosa                                 bounds, and what each preset costs
  unspectro window --fft-size 512 --window-length 1024 --hop 128     a window longer than the FFT
  unspectro window --profile torch --hop 100 -s smooth -o smooth.npy
  unspectro window --profile torch --hop 100 --goal time=1,frequency=1 --noise-cap 1 --draw mine.svg
  unspectro spectrogram phases --synthesis smooth -o sound.wav       use one`,
    );
  addConventionOptions(command);
}

export async function run(command: Command, context: Context): Promise<void> {
  const values = command.opts();
  const { convention } = settle(conventionWishes(command), {});
  const { window: spec } = convention.geometry;
  const frame = frameOf(convention.geometry);
  const bounds = frameBounds(frame);
  const choices = await chosen(frame, values);
  if (context.json) {
    context.print(JSON.stringify(report(frame, bounds, choices), null, 2));
  } else {
    const title = `${spec.family}, ${spec.symmetric ? "symmetric" : "periodic"}, ${grouped(spec.length)} samples`;
    tell(frame, bounds, choices, title, context);
  }
  if (values.draw !== undefined) {
    const title = `${spec.family} ${spec.length}, FFT ${frame.fftSize}, hop ${frame.hop}`;
    if (/\.png$/i.test(values.draw)) await writePlots(values.draw, dualPlots(frame, choices, title));
    else await writeText(values.draw, drawDuals(frame, choices, title));
  }
  if (values.output !== undefined) {
    const { name, dual } = choices.at(-1)!;
    const format = await formatFor(values.output, undefined, await readersWith([]));
    const arrays = [{ name: "window", source: windowSource(dual.window) }];
    await writeArrays([{ path: values.output, arrays }], [format], { signal: context.signal });
    context.talk.say(
      `${values.output}  the ${name} synthesis window, ${grouped(dual.window.length)} samples`,
    );
  }
}

/** The presets, files and goals asked for; without any, all presets. */
async function chosen(frame: StftFrame, values: Readonly<Record<string, unknown>>): Promise<Choice[]> {
  const goal = values.goal === undefined ? undefined : parseGoal(values);
  const asked = values.synthesis as readonly string[] | undefined;
  const names = asked ?? (goal === undefined ? presets.map(({ name }) => name) : ["canonical"]);
  const space = dualSpace(frame);
  const choices: Choice[] = [];
  const add = (name: string, dual: Dual): void => {
    choices.push({ name, dual, error: dualityError(frame, dual.window) });
  };
  for (const name of names) {
    if (isPreset(name)) add(name, synthesisWindow(frame, name));
    else add(name, describeDual(space, await readWindow(name)));
  }
  if (goal !== undefined) add("goal", optimiseDual(space, goal));
  return choices;
}

/** `time=1,frequency=0.5` with the cap and the centre. */
function parseGoal(values: Readonly<Record<string, unknown>>): Goal {
  const weights: Partial<Record<(typeof GOALS)[number], number>> = {};
  for (const part of String(values.goal).split(",")) {
    const [name, weight = "1"] = part.split("=").map((text) => text.trim());
    const known = GOALS.find((goal) => goal === name);
    if (known === undefined) {
      throw new UsageError(`--goal knows ${GOALS.join(", ")}, not "${name}"`);
    }
    weights[known] = number(weight, "--goal");
  }
  return {
    ...weights,
    ...(values.noiseCap === undefined ? {} : { noiseCap: values.noiseCap as number }),
    ...(values.centre === undefined ? {} : { centre: values.centre as number }),
  };
}

function tell(
  frame: StftFrame,
  bounds: FrameBounds,
  choices: readonly Choice[],
  title: string,
  { talk, print }: Context,
): void {
  const { bold, dim } = talk.style;
  const { least, most, holds } = constantOverlapAdd(frame.window, frame.hop);
  const lines: readonly (readonly [string, string])[] = [
    ["window", `${title}, every ${grouped(frame.hop)}, FFT size ${grouped(frame.fftSize)}`],
    [
      "frame bounds",
      `A = ${bounds.lower.toPrecision(6)}, B = ${bounds.upper.toPrecision(6)}, B / A = ${brief(bounds.condition)}${bounds.condition < 1 + 1e-9 ? " (tight)" : ""}`,
    ],
    ["redundancy", `${brief(bounds.redundancy)} numbers a sample`],
    ["overlap-add", holds ? `constant (COLA), ${brief(most)}` : `between ${brief(least)} and ${brief(most)}`],
  ];
  for (const [name, value] of lines) print(`${bold(name.padEnd(12))}  ${value}`);
  print("");
  const rows = choices.map(({ name, dual, error }) => [
    name,
    `${dual.timeSpread.toFixed(2)} samples`,
    `${dual.frequencySpread.toFixed(4)} bins`,
    dual.noiseGain.toExponential(4),
    `${dual.noiseAboveCanonical.toFixed(2)} dB`.replace("-0.00", "0.00"),
    error < 1e-9 ? "exact" : `off by ${brief(error)}`,
  ]);
  const head = ["synthesis", "spread in time", "in frequency", "noise gain", "above canonical", "inverse"];
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd();
  print(bold(line(head)));
  for (const row of rows) print(line(row));
  const meanings = presets.filter(({ name }) => choices.some((choice) => choice.name === name));
  if (meanings.length > 0) print("");
  for (const { name, meaning } of meanings) print(dim(`${name}: ${meaning}`));
  const canonical = choices.find(({ name }) => name === "canonical");
  if (canonical === undefined || choices.length === 1) return;
  print("");
  for (const { name, dual } of choices.filter((choice) => choice !== canonical)) {
    print(`${name} against canonical: ${costInWords(dual, canonical.dual)}`);
  }
}

function report(
  frame: StftFrame,
  bounds: FrameBounds,
  choices: readonly Choice[],
): Readonly<Record<string, unknown>> {
  const { window, hop, fftSize } = frame;
  return {
    frame: { windowLength: window.length, hop, fftSize },
    bounds,
    nonzeroOverlapAdd: nonzeroOverlapAdd(window, hop),
    constantOverlapAdd: constantOverlapAdd(window, hop),
    synthesis: choices.map(({ name, dual, error }) => ({
      name,
      timeSpread: dual.timeSpread,
      frequencySpread: dual.frequencySpread,
      noiseGain: dual.noiseGain,
      noiseAboveCanonical: dual.noiseAboveCanonical,
      dualityError: error,
      window: Array.from(dual.window),
    })),
  };
}
