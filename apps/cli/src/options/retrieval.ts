import {
  type MelDefinition,
  type MethodName,
  melProducers,
  methods,
  type StartName,
} from "@unspectro/retrieval";
import type { Command } from "commander";
import { UsageError } from "../usage.ts";
import { integer, number, type Parse, word } from "./parse.ts";

/** How to retrieve phases. */
export interface RetrievalWishes {
  readonly method?: MethodName;
  readonly start?: StartName;
  readonly rounds?: number;
  readonly seconds?: number;
  /** Spectral convergence in decibels that is good enough. */
  readonly until?: number;
  readonly seed: number;
  /** Frame by frame, in bounded memory. */
  readonly stream: boolean;
  /** A file that says how far each cell's phase is to be believed. */
  readonly confidence?: string;
  /** The magnitudes are mel bands, made like this. */
  readonly mel?: MelWishes;
}

/** Mel bands: a producer's, with what the user says otherwise. */
export interface MelWishes {
  readonly producer: (typeof melProducers)[number];
  readonly changes: Partial<Omit<MelDefinition, "fftSize" | "sampleRate" | "bands">>;
}

const STARTS: readonly StartName[] = ["pghi", "sequential", "spsi", "random", "zero"];

/** Adds the flags of phase retrieval. */
export function addRetrievalOptions(command: Command): void {
  const as =
    <T>(parse: Parse<T>, flag: string) =>
    (text: string): T =>
      parse(text, flag);
  const names = Object.keys(methods) as MethodName[];
  const producers = melProducers.map(({ id }) => id);
  command
    .optionsGroup("Retrieval:")
    .option(
      "--seconds <n>",
      "the best that can be had in about n seconds (default: 200 rounds, however long)",
      as(number, "--seconds"),
    )
    .option("--iterations <n>", "rounds at most; more is better, slowly", as(integer(0), "--iterations"))
    .option("--until <dB>", "ends where magnitudes fit this well, e.g. -30", as(number, "--until"))
    .option("--method <name>", `${names.join(", ")} (default: ${names[0]})`, as(word(names), "--method"))
    .option(
      "--phase-start <name>",
      `where phases begin: ${STARTS.join(", ")} (default: ${STARTS[0]})`,
      as(word(STARTS), "--phase-start"),
    )
    .option("--seed <n>", "of all that is random (default: 0)", as(integer(0), "--seed"))
    .option(
      "--stream",
      "frame by frame, in the memory of a few frames; files beyond memory are done so anyway",
    )
    .option(
      "--confidence <file>",
      "how far each phase of a second file is to be believed: 0 to 1, as large as the magnitudes",
    )
    .option(
      "--mel <producer>",
      `the rows are mel bands, as made by ${producers.join(", ")}`,
      as(word(producers), "--mel"),
    )
    .option("--mel-scale <scale>", "slaney or htk", as(word(["slaney", "htk"]), "--mel-scale"))
    .option(
      "--mel-normalisation <kind>",
      "slaney (equal areas) or none (equal heights)",
      as(word(["slaney", "none"]), "--mel-normalisation"),
    )
    .option("--mel-power <1|2>", "bands of amplitudes or of powers", as(integer(1), "--mel-power"))
    .option("--mel-lowest <hertz>", "where the lowest band begins", as(number, "--mel-lowest"))
    .option("--mel-highest <hertz>", "where the highest band ends", as(number, "--mel-highest"));
}

/** What those flags said. @throws UsageError */
export function retrievalWishes(values: Readonly<Record<string, unknown>>): RetrievalWishes {
  const seconds = values.seconds as number | undefined;
  if (seconds !== undefined && !(seconds > 0)) throw new UsageError("--seconds wants a number above zero");
  const wishes = {
    method: values.method as MethodName | undefined,
    start: values.phaseStart as StartName | undefined,
    rounds: values.iterations as number | undefined,
    seconds,
    until: values.until as number | undefined,
    confidence: values.confidence as string | undefined,
    mel: melWishes(values),
  };
  return {
    ...(Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined)) as object),
    seed: (values.seed as number | undefined) ?? 0,
    stream: values.stream === true,
  };
}

function melWishes(values: Readonly<Record<string, unknown>>): MelWishes | undefined {
  const changes = Object.entries({
    scale: values.melScale,
    normalisation: values.melNormalisation,
    power: values.melPower,
    lowest: values.melLowest,
    highest: values.melHighest,
  }).filter(([, value]) => value !== undefined);
  const producer = melProducers.find(
    ({ id }) => id === (values.mel ?? (changes.length > 0 ? "librosa" : undefined)),
  );
  return producer === undefined ? undefined : { producer, changes: Object.fromEntries(changes) };
}
