import type { FormatPlugin, FrameSource, OpenOptions } from "@unspectro/core/plugin";
import { type Faults, type WatchedBytes, watchedBytes } from "./bytes.ts";
import { ensure } from "./check.ts";
import type { Fixture, KitOptions } from "./fixture.ts";
import { type WatchedScratch, watchedScratch } from "./sink.ts";

/** What a case works on. */
export interface CaseContext {
  readonly plugin: FormatPlugin;
  readonly fixture: Fixture;
  readonly options: KitOptions;
}

/** A case before it has a fixture: what it claims, and how to see that it holds. */
export interface FixtureCase {
  readonly claim: string;
  /** Answers how many malformed inputs it tried. */
  readonly run: (context: CaseContext) => Promise<number>;
}

/** A file opened under observation. */
export interface Opened {
  readonly source: FrameSource;
  readonly bytes: WatchedBytes;
  readonly scratch: WatchedScratch;
}

export function fileName(fixture: Fixture): string {
  return fixture.fileName ?? fixture.name;
}

export function fixtureBytes(fixture: Fixture, faults?: Faults): WatchedBytes {
  return watchedBytes(fileName(fixture), fixture.bytes, faults);
}

/** Opens a fixture, lets `work` at it, closes it, and sees that nothing is left behind. */
export async function withSource(
  { plugin, fixture }: CaseContext,
  work: (opened: Opened) => Promise<void>,
  faults: Faults = {},
  options: OpenOptions = {},
): Promise<void> {
  const bytes = fixtureBytes(fixture, faults);
  const scratch = watchedScratch();
  try {
    const source = await plugin.open(bytes, { scratch, ...fixture.options, ...options });
    try {
      await work({ source, bytes, scratch });
    } finally {
      await source.close();
    }
  } finally {
    ensure(scratch.held() === 0, `${scratch.held()} scratch files were not freed`);
    ensure(bytes.traffic.closes === 0, "the reader closed bytes that it does not own");
    ensure(bytes.traffic.pending === 0, `${bytes.traffic.pending} reads of bytes were left pending`);
  }
}
