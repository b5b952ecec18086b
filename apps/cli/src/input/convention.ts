import {
  type FramePair,
  mergeConventions,
  type PartialConvention,
  parseConvention,
  profileById,
  type Resolution,
  type ResolveInput,
  resolveConvention,
} from "@unspectro/core";
import { factsOf } from "@unspectro/inputs";
import { fromPath } from "@unspectro/io/node";
import type { ConventionWishes } from "../options/convention.ts";

/** A convention in a file is a page or two; a report with thousands of window samples some more. */
const MOST_BYTES = 1 << 26;

/**
 * The convention to use: flags over --convention over what was found over --profile over the plain inference.
 *
 * @throws ConventionError, IoError
 */
export function settle(
  wishes: ConventionWishes,
  evidence: Pick<ResolveInput, "facts" | "found">,
): Resolution {
  return resolveConvention({ ...said(wishes), ...evidence });
}

/**
 * The same for a pair, of which something may have been found out; its numbers are looked at where nobody says what they mean.
 *
 * @throws ConventionError, IoError, FormatError
 */
export async function settlePair(
  wishes: ConventionWishes,
  { magnitude, phase }: FramePair,
  found: PartialConvention = {},
  rate?: ResolveInput["rate"],
): Promise<Resolution> {
  const told = { ...said(wishes), found, ...(rate === undefined ? {} : { rate }) };
  return resolveConvention({ ...told, facts: await factsOf(magnitude, phase, told) });
}

/** What the user said, on the command line and in a file. */
function said(wishes: ConventionWishes): Pick<ResolveInput, "given" | "profile"> {
  const filed = wishes.convention === undefined ? {} : readConvention(wishes.convention);
  const profile = wishes.profile === undefined ? undefined : profileById(wishes.profile).id;
  // A profile named on the command line replaces the one that a file came from, but not the file's fields.
  return {
    given: mergeConventions(wishes.given, filed),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** A convention from a file: alone, or inside the report of an earlier run. */
function readConvention(path: string): PartialConvention {
  const bytes = fromPath(path);
  try {
    const text = new Uint8Array(Math.min(bytes.size, MOST_BYTES));
    bytes.read(0, text);
    return withoutUnknown(parseConvention(insideReport(new TextDecoder().decode(text)), path));
  } finally {
    bytes.close();
  }
}

/** A sample rate of null, which identification leaves, says nothing: it is open to what the producer or habit says. */
function withoutUnknown(filed: PartialConvention): PartialConvention {
  if (filed.geometry?.sampleRate !== null) return filed;
  const { sampleRate: _, ...geometry } = filed.geometry;
  return { ...filed, geometry };
}

/** The text itself, unless it is a report: then the convention in it. */
function insideReport(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "convention" in value) return value.convention;
    return value;
  } catch {
    return text;
  }
}
