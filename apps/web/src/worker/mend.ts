import { alignPair, type Reconstruction } from "@unspectro/core";
import { misfitOf } from "@unspectro/engine";
import { storedFinely } from "@unspectro/inputs";
import type { Calls, MendOutcome, MendRequest } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import type { Desk } from "./desk.ts";

/** Mends the sound that was made, where its numbers are coarse or damaged; most are fine, and fetch nothing. */
export async function mendWhatNeeds(
  desk: Desk,
  request: MendRequest,
  tools: Tools<Calls["mend"]["tells"]>,
): Promise<MendOutcome> {
  const pair = desk.pair!;
  const work = desk.work as Reconstruction;
  const found = await misfitOf(alignPair(pair, work.convention));
  tools.signal.throwIfAborted();
  if (storedFinely(pair, work.convention, found?.misfit)) return { kind: "fine" };
  const { mendSound } = await import("./mending.ts");
  return mendSound(desk, work, found, request, tools);
}
