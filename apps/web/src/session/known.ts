import type { Convention, PartialConvention } from "@unspectro/core";
import type { RawLayout } from "@unspectro/core/plugin";
import type { Findings, MendRequest, Opened, Settled, SoundFacts, Wishes } from "../protocol.ts";

/** What is known of the files of a session, and what the user wants of them. */
export interface Known {
  names: readonly string[];
  /** How headerless numbers are laid out. */
  raw: RawLayout | undefined;
  /** Whether the user said which array is which. */
  chosen: boolean;
  opened: Opened | undefined;
  findings: Findings | undefined;
  settled: Settled | undefined;
  /** What the user said, over everything else. */
  given: PartialConvention;
  /** The producer that the user named. */
  profile: string | undefined;
  /** The sound that was made last. */
  made: SoundFacts | undefined;
  /** How frames are joined. */
  synthesis: string;
  /** What is coarse or damaged is to stay as it is. */
  quick: boolean;
  /** Rounds of phase retrieval. */
  rounds: number;
  /** Hertz. */
  sampleRate: number;
}

export function nothingKnown(): Known {
  return {
    names: [],
    raw: undefined,
    chosen: false,
    opened: undefined,
    findings: undefined,
    settled: undefined,
    given: {},
    profile: undefined,
    made: undefined,
    synthesis: "canonical",
    quick: false,
    rounds: 200,
    sampleRate: 22050,
  };
}

/** A profile that somebody names takes the place of what was found. */
export function wishesOf({ given, profile, findings }: Known): Wishes {
  if (profile !== undefined) return { given, profile };
  return findings === undefined ? { given } : { given, found: findings.found, rate: findings.rate };
}

/** The whole convention, at the rate that is heard. */
export function conventionOf({ settled, sampleRate }: Known): Convention {
  const { convention } = settled!;
  return { ...convention, geometry: { ...convention.geometry, sampleRate } };
}

/** All that the samples depend on: as long as it stays the same, so does the sound. */
export function soundOf(known: Known): string {
  const { settled, synthesis } = known;
  const { convention, level } = settled!;
  const { sampleRate: _, ...geometry } = convention.geometry;
  return JSON.stringify([{ ...convention, geometry }, level, synthesis, mendingOf(known) ?? null]);
}

/** How the frames are to be mended where that is needed; undefined where they are to be joined as they stand. */
export function mendingOf({
  opened,
  findings,
  profile,
  given,
  synthesis,
  quick,
}: Known): MendRequest | undefined {
  if (opened?.kind === "magnitudes" || synthesis !== "canonical" || quick) return undefined;
  const told = profile !== undefined || given.geometry?.hop !== undefined;
  // frames contradict each other, too, where nobody knows how they were made
  const known = findings !== undefined && findings.verdict !== "unidentifiable";
  return told || known ? { told } : undefined;
}

/** What was found of the files the other way round says nothing about them as the user wants them. */
export function againstChoice({ turned }: Findings): Findings {
  return {
    turned,
    verdict: "not tried",
    confidence: 0,
    summary: "The numbers speak for the other way round: what you call magnitudes look like phases.",
    found: {},
    fields: {},
    alternatives: [],
    notes: [],
    cannotBeKnown: [],
    advice: [],
  };
}
