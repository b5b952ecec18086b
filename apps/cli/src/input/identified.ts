import { consistency, type PartialConvention } from "@unspectro/core";
import { isUnspectroError, PROBE_BYTES, type RawLayout } from "@unspectro/core/plugin";
import { findRawLayout, type Identification, type IdentifyOptions, identify } from "@unspectro/identify";
import { type Pair, pairIn } from "@unspectro/inputs";
import { openPath } from "@unspectro/io/node";
import type { Context } from "../context.ts";
import type { ConventionWishes } from "../options/convention.ts";
import { settlePair } from "./convention.ts";
import { type FileOpener, openFile, splitName } from "./files.ts";
import { openPair } from "./pair.ts";

/** A pair and how it was made, as far as its numbers tell. */
export interface IdentifiedPair {
  readonly pair: Pair;
  readonly identification: Identification;
  /** Whether `openPair` would open the same: neither was a layout found, nor the order of the two changed. */
  readonly plain: boolean;
}

/** Who wants to know, and whether the evidence is to be drawn. */
type Asker = Pick<Context, "signal"> & Thoroughness & { readonly exhibits?: boolean };
/** How much is tried on one of several ways to read the same files. */
type Thoroughness = Pick<IdentifyOptions, "hasty" | "share">;

/** Layouts of headerless files that are tried until one makes sense. */
const MOST_LAYOUTS = 3;
/** Of the usual work, what is spent on each that is not the likeliest, and on each in haste. */
const UNLIKELIER = 0.5;
const IN_HASTE = 0.2;

/**
 * Opens what was named and works out how it was made; headerless files are opened the way that explains them best.
 *
 * @throws IoError, FormatError, DataError `mismatched-pair`
 */
export async function openIdentified(
  names: readonly string[],
  opener: FileOpener,
  given: PartialConvention,
  context: Asker,
): Promise<IdentifiedPair> {
  const asker = { ...context, ordered: opener.ordered };
  const layouts = await rawLayouts(names, opener);
  if (layouts === undefined) return identified(await openPair(names, opener), given, asker);
  let best: IdentifiedPair | undefined;
  for (const { raw, ...thoroughness } of triesOf(layouts.slice(0, MOST_LAYOUTS))) {
    const pair = await pairIn(
      names.map(
        (name, i) => () =>
          openFile(name, { ...opener, format: "raw", open: { ...opener.open, raw: raw[i] } }),
      ),
      opener,
    );
    const seen = {
      ...(await identified(pair, given, { ...asker, ...thoroughness })),
      plain: false,
    };
    if (best !== undefined && seen.identification.confidence <= best.identification.confidence) {
      await seen.pair.close();
      continue;
    }
    await best?.pair.close();
    best = seen;
    if (best.identification.verdict !== "unidentifiable") break;
  }
  return best ?? identified(await openPair(names, opener), given, asker);
}

/** One way to read two headerless files, and how thoroughly it is tried. */
interface Try extends Thoroughness {
  readonly raw: readonly [RawLayout, RawLayout];
}

/** All layouts in haste, for the right one mostly answers at once; then each with all that may be tried. */
function triesOf(layouts: readonly (readonly [RawLayout, RawLayout])[]): readonly Try[] {
  const hasty = layouts.map((raw) => ({ raw, hasty: true, share: IN_HASTE }));
  const thorough = layouts.map((raw, rank) => ({ raw, hasty: false, share: rank === 0 ? 1 : UNLIKELIER }));
  return layouts.length > 1 ? [...hasty, ...thorough] : thorough;
}

/** Works out how an open pair was made, and puts its two files in order. */
async function identified(
  pair: Pair,
  given: PartialConvention,
  { signal, exhibits = false, hasty = false, share = 1, ordered }: Asker & Pick<FileOpener, "ordered">,
): Promise<IdentifiedPair> {
  const { magnitude, phase } = pair;
  try {
    const identification = await identify({
      first: magnitude,
      ...(phase === undefined ? {} : { second: phase }),
      given,
      ordered,
      signal,
      exhibits,
      hasty,
      share,
    });
    const turned = phase !== undefined && identification.magnitude === 1;
    return {
      plain: !turned,
      pair: turned ? { ...pair, magnitude: phase, phase: magnitude } : pair,
      identification,
    };
  } catch (error) {
    await pair.close();
    throw error;
  }
}

/** Frames of the right convention contradict each other less than this, of what numbers without meaning do. */
const AGREES = 0.05;

/**
 * The pair, where the user named a profile that explains the files as it stands, or nothing can be said against it: then
 * nothing need be found out, and nothing that was found may overrule it. Undefined where somebody has to find out.
 *
 * @throws IoError, FormatError, DataError `mismatched-pair`, ConventionError `does-not-fit`
 */
export async function openAsNamed(
  names: readonly string[],
  opener: FileOpener,
  wishes: ConventionWishes,
): Promise<Pair | undefined> {
  if (wishes.profile === undefined || names.includes("-")) return undefined;
  if ((await rawLayouts(names, opener)) !== undefined) return undefined;
  const pair = await openPair(names, opener);
  let fits = false;
  try {
    const { convention } = await settlePair(wishes, pair);
    // Frames that lost their means contradict each other however they were made.
    const says = convention.encoding.detrend === "none";
    fits = !(says && (await consistency(pair, convention)).ratio > AGREES);
  } finally {
    if (!fits) await pair.close();
  }
  return fits ? pair : undefined;
}

/** How two files without a header may be laid out, each in its own way; undefined where they have one, or the user said it. */
async function rawLayouts(
  names: readonly string[],
  opener: FileOpener,
): Promise<readonly (readonly [RawLayout, RawLayout])[] | undefined> {
  if (names.length !== 2 || opener.open.raw?.recordLength !== undefined) return undefined;
  if (opener.format !== undefined && opener.format !== "raw") return undefined;
  const parts = names.map(splitName);
  if (parts.some(({ path, array }) => path === "-" || array !== undefined)) return undefined;
  const files = await Promise.all(parts.map(({ path }) => openPath(path, opener.scratch)));
  try {
    for (const file of files) {
      const head = new Uint8Array(Math.min(PROBE_BYTES, file.size));
      await file.read(0, head);
      if (!(await isHeaderless(head, file.name, opener))) return undefined;
    }
    const found = await findRawLayout(files[0]!, files[1]!);
    return found.map(({ layouts }) => layouts);
  } finally {
    for (const file of files) await file.close();
  }
}

async function isHeaderless(head: Uint8Array, name: string, opener: FileOpener): Promise<boolean> {
  try {
    return (await opener.readers.of(head, name, opener.format)).id === "raw";
  } catch (error) {
    if (isUnspectroError(error, "unknown-format")) return true;
    throw error;
  }
}
