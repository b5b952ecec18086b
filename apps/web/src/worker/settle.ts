import { resolveConvention } from "@unspectro/core";
import { factsOf, factsOfMagnitudes, levelFor } from "@unspectro/inputs";
import type { Settled, Wishes } from "../protocol.ts";
import type { Desk } from "./desk.ts";
import { saidOf } from "./said.ts";
import { synthesisCosts } from "./synthesis.ts";

/**
 * The convention that the sound is made with: what the user said over what was found over the profile.
 *
 * @throws ConventionError
 */
export async function settle(desk: Desk, { given, profile, found, rate }: Wishes): Promise<Settled> {
  const { magnitude, phase } = desk.pair!;
  const facts =
    desk.kind === "magnitudes" ? await factsOfMagnitudes(magnitude) : await factsOf(magnitude, phase);
  const resolution = resolveConvention({
    given,
    ...(found === undefined ? {} : { found }),
    ...(profile === undefined ? {} : { profile }),
    ...(rate === undefined ? {} : { rate }),
    facts,
  });
  desk.resolution = resolution;
  return {
    ...resolution,
    said: saidOf(resolution.convention, facts),
    level: levelFor(resolution),
    synthesis: desk.kind === "magnitudes" ? [] : synthesisCosts(resolution.convention),
  };
}
