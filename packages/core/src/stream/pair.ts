import { DataError } from "../contract/errors.ts";
import type { FrameSource } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { checkFit } from "../convention/rules.ts";
import { storedBins } from "../transform/bins.ts";
import { anglesOf } from "./combine.ts";
import { type Oriented, oriented } from "./oriented.ts";
import { type StoredStream, streamOf } from "./stored.ts";

/** The two files; or one, of complex numbers. */
export interface FramePair {
  readonly magnitude: FrameSource;
  readonly phase?: FrameSource;
}

/**
 * Turns a pair so that its records are frames, leaves out index rows and columns, and makes both files agree: one
 * frame or bin more in one of them is cut off, and noted.
 *
 * @throws DataError `mismatched-pair` where the files cannot belong together, `no-phases` without phases
 * @throws ConventionError `does-not-fit` where they cannot be of this convention
 */
export function alignPair(pair: FramePair, convention: Convention): StoredStream {
  const notes: string[] = [];
  const magnitude = oriented(pair.magnitude, convention);
  if (magnitude.source.complex && pair.phase !== undefined) {
    notes.push(`${pair.magnitude.name} is complex and holds its own phases; ${pair.phase.name} is not used`);
  }
  if (magnitude.source.complex || pair.phase === undefined) {
    if (!magnitude.source.complex) throw noPhases(pair.magnitude);
    checkFit(convention, magnitude.frames, magnitude.bins);
    return streamOf(convention, magnitude, undefined, notes);
  }
  const phasors = pair.phase.complex;
  const phase = oriented(phasors ? anglesOf(pair.phase) : pair.phase, convention);
  if (phasors) notes.push(`${pair.phase.name} holds complex phasors; their angles are used`);
  const frames = agree("frames", magnitude, phase, notes);
  const bins = agree("bins", magnitude, phase, notes);
  if (magnitude.source.channels !== phase.source.channels) {
    throw mismatch("channels", magnitude, phase, magnitude.source.channels, phase.source.channels);
  }
  const adapted = withPhaseUnit(
    withoutMissingTop(convention, bins, Math.max(magnitude.bins, phase.bins)),
    phasors,
  );
  checkFit(adapted, frames, bins);
  return streamOf(adapted, { ...magnitude, frames, bins }, { ...phase, frames, bins }, notes);
}

/**
 * Turns magnitudes alone so that their records are frames, index rows and columns left out: what phase retrieval reads.
 * Without a fit to check (`bins` "any": mel bands), any number of bins is taken.
 *
 * @throws ConventionError `does-not-fit` where they cannot be of this convention
 */
export function alignMagnitudes(
  source: FrameSource,
  convention: Convention,
  { bins = "stored" }: { readonly bins?: "stored" | "any" } = {},
): StoredStream {
  const magnitude = oriented(source, convention);
  if (bins === "stored") checkFit(convention, magnitude.frames, magnitude.bins);
  return streamOf(convention, magnitude, undefined, []);
}

/** The smaller of two counts that differ by one at most. */
function agree(what: "frames" | "bins", magnitude: Oriented, phase: Oriented, notes: string[]): number {
  const [a, b] = [magnitude[what], phase[what]];
  if (Math.abs(a - b) > 1) throw mismatch(what, magnitude, phase, a, b);
  if (a !== b) {
    const longer = (a > b ? magnitude : phase).source.name;
    notes.push(
      `${longer} has one ${what.slice(0, -1)} more than the other file (${Math.max(a, b)}); its last is not used`,
    );
  }
  return Math.min(a, b);
}

/** Where one file lacks the last bin of a whole one-sided spectrum, Nyquist counts as dropped. */
function withoutMissingTop(convention: Convention, bins: number, longest: number): Convention {
  const { layout, geometry } = convention;
  const whole = storedBins(layout, geometry.fftSize);
  const lacksNyquist =
    longest === whole && bins === whole - 1 && layout.sides === "one" && layout.cutTop === 0;
  if (!lacksNyquist || layout.dropped.includes("nyquist") || geometry.fftSize % 2 === 1) return convention;
  return { ...convention, layout: { ...layout, dropped: [...layout.dropped, "nyquist"] } };
}

/** Angles that we took from phasors ourselves are plain radians, whatever the convention says of stored angles. */
function withPhaseUnit(convention: Convention, phasors: boolean): Convention {
  if (!phasors) return convention;
  const { sign, origin } = convention.encoding.phase;
  const phase = { unit: "radians", wrapped: "wrapped", sign, origin } as const;
  return { ...convention, encoding: { ...convention.encoding, phase } };
}

function mismatch(what: string, magnitude: Oriented, phase: Oriented, a: number, b: number): DataError {
  return new DataError("mismatched-pair", `the two files differ in their number of ${what}`, {
    file: phase.source.name,
    expected: `${a} ${what}, as in ${magnitude.source.name}`,
    found: `${b}`,
    advice:
      "these files are not of one recording, or one of them lies the other way (bins x frames, frames x bins)",
  });
}

function noPhases(magnitude: FrameSource): DataError {
  return new DataError("no-phases", "there are no phases", {
    file: magnitude.name,
    expected: "a second file of phases, or complex numbers",
    found: "magnitudes alone",
    advice: "give the phases too, or have them retrieved from the magnitudes",
  });
}
