import type { FramePair, Resolution } from "@unspectro/core";
import type { ElementType } from "@unspectro/core/plugin";
import type { Opened } from "../protocol.ts";
import type { Pyramid } from "./pyramid.ts";
import type { Store } from "./store.ts";

/** What a worker has before it: files, what is known of them, what was made of them. */
export interface Desk {
  kind: Opened["kind"];
  pair: FramePair | undefined;
  resolution: Resolution | undefined;
  sound: Store | undefined;
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
    sound: undefined,
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
