import type { FramePair, Reconstruction, Resolution } from "@unspectro/core";
import type { ElementType } from "@unspectro/core/plugin";
import type { Opened } from "../protocol.ts";
import type { Pyramid } from "./pyramid.ts";
import type { Store } from "./store.ts";

/** What a worker has before it: files, what is known of them, what was made of them. */
export interface Desk {
  kind: Opened["kind"];
  pair: FramePair | undefined;
  resolution: Resolution | undefined;
  /** The plain inverse, and the sound that was made: that inverse, or what was estimated or mended. */
  work: Reconstruction | undefined;
  sound: Store | undefined;
  mended: boolean;
  /** The plain inverse's highest peak. */
  loudest: number;
  pyramid: Pyramid | undefined;
  /** Ends a retrieval with what it has. */
  enough: () => void;
  close: () => Promise<void>;
}

export function emptyDesk(): Desk {
  return {
    kind: "pair",
    pair: undefined,
    resolution: undefined,
    work: undefined,
    sound: undefined,
    mended: false,
    loudest: 0,
    pyramid: undefined,
    enough() {},
    close: async () => {},
  };
}

/** Takes the two files the other way round. */
export function turnFiles(desk: Desk): null {
  const { magnitude, phase } = desk.pair!;
  if (phase !== undefined) desk.pair = { magnitude: phase, phase: magnitude };
  return null;
}

/** What was estimated until now is good enough. */
export function enough(desk: Desk): null {
  desk.enough();
  return null;
}

/** How the numbers are stored: what the inverse's arithmetic goes by. */
export function elementsOf({ magnitude, phase }: FramePair): readonly ElementType[] {
  return [magnitude, phase].flatMap((source) => source?.printedFrom ?? source?.element ?? []);
}
