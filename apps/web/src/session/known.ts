import type { Convention, PartialConvention } from "@unspectro/core";
import type { Findings, Opened, Settled, Wishes } from "../protocol.ts";

/** What is known of the files of a session, and what the user wants of them. */
export interface Known {
  names: readonly string[];
  opened: Opened | undefined;
  findings: Findings | undefined;
  settled: Settled | undefined;
  /** What the user said, over everything else. */
  given: PartialConvention;
  /** The producer that the user named. */
  profile: string | undefined;
  /** How frames are joined. */
  synthesis: string;
  /** Hertz. */
  sampleRate: number;
}

export function nothingKnown(): Known {
  return {
    names: [],
    opened: undefined,
    findings: undefined,
    settled: undefined,
    given: {},
    profile: undefined,
    synthesis: "canonical",
    sampleRate: 22050,
  };
}

/** A profile that somebody names takes the place of what was found. */
export function wishesOf({ given, profile, findings }: Known): Wishes {
  if (profile !== undefined) return { given, profile };
  return findings === undefined ? { given } : { given, found: findings.found };
}

/** The whole convention, at the rate that is heard. */
export function conventionOf({ settled, sampleRate }: Known): Convention {
  const { convention } = settled!;
  return { ...convention, geometry: { ...convention.geometry, sampleRate } };
}

/** All that the samples depend on: as long as it stays the same, so does the sound. */
export function soundOf({ settled, synthesis }: Known): string {
  const { convention, level } = settled!;
  const { sampleRate: _, ...geometry } = convention.geometry;
  return JSON.stringify([{ ...convention, geometry }, level, synthesis]);
}
