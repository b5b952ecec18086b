import type { FramePair, Resolution } from "@unspectro/core";
import { type ElementType, type FrameSource, isUnspectroError } from "@unspectro/core/plugin";
import { type ArrayFile, arraysOf, type OpenFile, pairIn, readersOf } from "@unspectro/inputs";
import { blobScratch } from "@unspectro/io/web";
import type { Opened, OpenRequest } from "../protocol.ts";
import { grouped } from "../words.ts";
import { bytesOf } from "./bytes.ts";
import type { Pyramid } from "./pyramid.ts";
import type { Store } from "./store.ts";

/** What a worker has before it: files, what is known of them, what was made of them. */
export interface Desk {
  kind: Opened["kind"];
  pair: FramePair | undefined;
  resolution: Resolution | undefined;
  sound: Store | undefined;
  pyramid: Pyramid | undefined;
  close: () => Promise<void>;
}

export function emptyDesk(): Desk {
  return {
    kind: "pair",
    pair: undefined,
    resolution: undefined,
    sound: undefined,
    pyramid: undefined,
    close: async () => {},
  };
}

/**
 * Opens what was dropped: two files in either order, one that holds both, or magnitudes alone.
 *
 * @throws FormatError, DataError
 */
export async function openFiles(desk: Desk, request: OpenRequest, signal: AbortSignal): Promise<Opened> {
  await desk.close();
  Object.assign(desk, emptyDesk());
  const readers = readersOf();
  const scratch = blobScratch();
  const openers = request.files.map((file, i): OpenFile => {
    const wanted = request.arrays?.[i];
    const headerless = request.raw === undefined ? {} : { format: "raw" };
    const raw = request.raw === undefined ? {} : { raw: request.raw };
    return async () =>
      arraysOf(await bytesOf(file), { readers, wanted, ...headerless, open: { scratch, signal, ...raw } });
  });
  const opened = await pairOrMagnitudes(openers);
  desk.kind = opened.kind;
  desk.pair = opened.pair;
  desk.close = opened.close;
  const { magnitude, phase } = opened.pair;
  const files = [
    { source: magnitude, role: opened.kind === "complex" ? "complex numbers" : "magnitudes" } as const,
  ];
  return {
    kind: opened.kind,
    decisions: opened.decisions,
    frames: magnitude.frames,
    bins: magnitude.bins,
    files: [...files, ...(phase === undefined ? [] : [{ source: phase, role: "phases" } as const])].map(
      ({ source, role }) => ({ name: source.name, role, facts: factsOfSource(source) }),
    ),
  };
}

interface OpenedPair {
  readonly kind: Opened["kind"];
  readonly pair: FramePair;
  readonly decisions: readonly string[];
  close(): Promise<void>;
}

async function pairOrMagnitudes(openers: readonly OpenFile[]): Promise<OpenedPair> {
  try {
    const { decisions, close, ...pair } = await pairIn(openers);
    return { kind: pair.phase === undefined ? "complex" : "pair", pair, decisions, close };
  } catch (error) {
    if (openers.length !== 1 || !isUnspectroError(error, "no-phases")) throw error;
    const file = await openers[0]!();
    const magnitude = await file.open(onlyMatrix(file));
    return {
      kind: "magnitudes",
      pair: { magnitude },
      decisions: [],
      async close() {
        await magnitude.close();
        await file.bytes.close();
      },
    };
  }
}

function onlyMatrix({ arrays, wanted }: ArrayFile): string {
  return (
    wanted ?? arrays.find(({ refusal, shape }) => refusal === undefined && shape.length >= 2)?.name ?? ""
  );
}

function factsOfSource({ format, element, complex, shape, notes }: FrameSource): string {
  const kind = `${complex ? "complex " : ""}${element}`;
  return [`${format}, ${kind}, ${shape.map(grouped).join(" × ")}`, ...notes].join("; ");
}

/** Takes the two files the other way round. */
export function turnFiles(desk: Desk): null {
  const { magnitude, phase } = desk.pair!;
  if (phase !== undefined) desk.pair = { magnitude: phase, phase: magnitude };
  return null;
}

/** How the numbers are stored: what the inverse's arithmetic goes by. */
export function elementsOf({ magnitude, phase }: FramePair): readonly ElementType[] {
  return phase === undefined ? [magnitude.element] : [magnitude.element, phase.element];
}
