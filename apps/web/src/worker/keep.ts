import type { AudioBlock, Numbers } from "@unspectro/core";
import { breathe } from "./breathe.ts";
import type { Peaks } from "./peaks.ts";
import type { Store } from "./store.ts";

/** Where blocks of sound go, and who hears of each. */
export interface Keeping {
  readonly store: Store;
  readonly peaks: Peaks;
  readonly signal: AbortSignal;
  report(): void;
}

/** Keeps sound block by block; other questions are answered between. */
export async function keep(
  blocks: AsyncIterable<AudioBlock>,
  { store, peaks, signal, report }: Keeping,
): Promise<void> {
  for await (const { samples } of blocks) {
    const block = samples as readonly Numbers[];
    store.append(block, block[0]!.length);
    peaks.push(block, block[0]!.length);
    report();
    await breathe();
    signal.throwIfAborted();
  }
  signal.throwIfAborted();
}
