import { ConventionError } from "../contract/errors.ts";
import type { Convention, Layout, Origin, PartialConvention } from "./convention.ts";
import { conventionFields } from "./fields.ts";
import { inferFftSize, inferFrames, inferScale, inferSides, inferUnit, type ValueRange } from "./infer.ts";
import { flatten, unflatten } from "./merge.ts";
import { checkConvention } from "./parse.ts";
import { profileById } from "./profiles/index.ts";
import { librosa } from "./profiles/librosa.ts";
import type { Profile, Sizes } from "./profiles/profile.ts";
import { cautions, checkFit } from "./rules.ts";

/** What is known of the files without knowing how they were made. */
export interface Facts {
  /** The matrix as its producer shows it (of one channel, index rows and columns included). */
  readonly rows: number;
  readonly columns: number;
  /** Complex cells: magnitude scale and phase unit do not apply. */
  readonly complex?: boolean;
  readonly magnitude?: ValueRange;
  readonly phase?: ValueRange;
}

/** What to resolve a convention from; what stands first wins. */
export interface ResolveInput {
  /** What the user said. */
  readonly given?: PartialConvention;
  /** What somebody worked out from the data. */
  readonly found?: PartialConvention;
  /** The producer's name; `given.profile` serves too. */
  readonly profile?: string;
  /** A guess at the sample rate, which the files don't tell, and why. */
  readonly rate?: { readonly hertz: number; readonly why: string };
  /** Without facts, a convention to analyse audio with. */
  readonly facts?: Facts;
}

/** One field and how we came by it. */
export interface ResolvedField {
  readonly path: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** In words for people, without a full stop. */
  readonly why: string;
}

/** A whole convention and the account of it. */
export interface Resolution {
  readonly convention: Convention;
  readonly fields: readonly ResolvedField[];
  /** What is legal but worth a word. */
  readonly cautions: readonly string[];
}

/**
 * Completes what is known of a convention: given over found over profile over the plain inference (bins to FFT size,
 * shape to orientation, negative magnitudes to a logarithm) over librosa's defaults.
 *
 * @throws ConventionError `bad-convention` for fields that are wrong or contradict each other, `does-not-fit` where they
 * cannot be those of the files
 *
 * @example
 * ```ts
 * import { resolveConvention } from "@unspectro/core";
 *
 * const { convention, fields } = resolveConvention({ facts: { rows: 1025, columns: 431 } });
 * console.log(convention.geometry.fftSize); // 2048
 * console.log(fields.find((field) => field.path === "geometry.fftSize")?.origin); // "assumed"
 * ```
 */
export function resolveConvention(input: ResolveInput): Resolution {
  const { facts } = input;
  const { ledger, chosen, sizes } = whatIsSaid(input);
  if (facts !== undefined) settleEncoding(ledger, facts);
  ledger.take(librosa.fields(sizes), "assumed", "as librosa does, the most frequent producer");
  const { hertz, why } = input.rate ?? { hertz: (chosen ?? librosa).sampleRate, why: "not in the files" };
  ledger.take({ geometry: { sampleRate: hertz } }, "assumed", why);
  ledger.take(plain, "assumed", "as nearly everybody does");
  const convention = checkConvention({
    version: 1,
    ...(chosen === undefined ? {} : { profile: chosen.id }),
    ...unflatten(ledger.values()),
  });
  if (facts !== undefined) {
    const { frames, bins } = framesAndBins(convention.layout, facts);
    checkFit(convention, frames, bins);
  }
  return { convention, fields: ledger.fields(), cautions: cautions(convention) };
}

/**
 * Of which arrays a resolution would go by the ranges of values, if `facts` had them: those whose scale or unit nobody
 * says. Looking at the others would be in vain.
 *
 * @throws ConventionError
 */
export function rangesWanted(input: ResolveInput): { readonly magnitude: boolean; readonly phase: boolean } {
  const { ledger } = whatIsSaid(input);
  const complex = input.facts?.complex === true;
  return { magnitude: !complex && !ledger.has(SCALE), phase: !complex && !ledger.has(UNIT) };
}

const SCALE = "encoding.magnitude.scale";
const UNIT = "encoding.phase.unit";

/** What was given and found, what the producer does, and what the shape tells. */
function whatIsSaid({ given = {}, found = {}, profile, facts }: ResolveInput): {
  readonly ledger: Ledger;
  readonly chosen: Profile | undefined;
  readonly sizes: Sizes;
} {
  const name = profile ?? given.profile ?? found.profile;
  const chosen = name === undefined ? undefined : profileById(name);
  const ledger = new Ledger();
  ledger.take(given, "given", "given");
  ledger.take(found, "found", "found in the data");
  settleCompanions(ledger);
  if (chosen !== undefined) ledger.take({ layout: chosen.layout }, "profile", `as ${chosen.title} does`);
  if (facts !== undefined) settleLayout(ledger, facts);
  const sizes = settleSizes(ledger, chosen ?? librosa, chosen);
  if (chosen !== undefined) {
    const family = ledger.get<string>("geometry.window.family");
    ledger.take(chosen.fields(sizes), "profile", `as ${chosen.title} does`);
    if (family !== undefined && ledger.origin("geometry.window.parameter") === "profile") {
      ledger.forget("geometry.window.parameter");
    }
  }
  return { ledger, chosen, sizes };
}

/** How the matrix is to be read, in frames and bins, leading index rows and columns taken off. */
export function framesAndBins(
  layout: Pick<Layout, "frames" | "skipRows" | "skipColumns">,
  { rows, columns }: Pick<Facts, "rows" | "columns">,
): { readonly frames: number; readonly bins: number } {
  const height = rows - layout.skipRows;
  const width = columns - layout.skipColumns;
  if (height < 1 || width < 1) {
    const field = height < 1 ? "layout.skipRows" : "layout.skipColumns";
    throw new ConventionError("does-not-fit", field, "nothing is left of the array", {
      expected: `fewer than ${height < 1 ? rows : columns}`,
      found: `${height < 1 ? layout.skipRows : layout.skipColumns}`,
    });
  }
  return layout.frames === "rows" ? { frames: height, bins: width } : { frames: width, bins: height };
}

/** What no producer's profile needs to say. */
const plain: PartialConvention = {
  layout: {
    frames: "columns",
    sides: "one",
    dropped: [],
    cutTop: 0,
    flipped: false,
    skipRows: 0,
    skipColumns: 0,
  },
  encoding: {
    magnitude: { scale: "amplitude" },
    phase: { unit: "radians", sign: 1, origin: "frame-start", wrapped: "wrapped" },
    scaling: { rule: "none" },
    detrend: "none",
  },
};

/** Fields that say another field's value along with their own. */
function settleCompanions(ledger: Ledger): void {
  if (ledger.has("geometry.window.values")) {
    ledger.set("geometry.window.family", "samples", "assumed", "its samples were given");
  }
  const [padding, tail] = [ledger.get("geometry.padding"), ledger.get("geometry.tail")];
  if (padding === "circular") ledger.set("geometry.tail", "circular", "assumed", "circular audio ends so");
  if (tail === "circular") ledger.set("geometry.padding", "circular", "assumed", "a circular tail says so");
  if (padding === "none")
    ledger.set("geometry.start", "zero", "assumed", "without padding no frame begins earlier");
}

/** Orientation, sidedness and FFT size: what the shape tells. */
function settleLayout(ledger: Ledger, facts: Facts): void {
  const fftSize = ledger.get<number>("geometry.fftSize");
  const skipRows = ledger.get<number>("layout.skipRows") ?? 0;
  const skipColumns = ledger.get<number>("layout.skipColumns") ?? 0;
  const axis = inferFrames(facts.rows - skipRows, facts.columns - skipColumns, fftSize);
  if (axis.decisive && ledger.origin("layout.frames") === "profile") ledger.forget("layout.frames");
  ledger.set("layout.frames", axis.value, "assumed", axis.why);
  const frames = ledger.get<Layout["frames"]>("layout.frames")!;
  const { bins } = framesAndBins({ frames, skipRows, skipColumns }, facts);
  const sides = ledger.get<Layout["sides"]>("layout.sides");
  const dropped = ledger.get<Layout["dropped"]>("layout.dropped");
  const cutTop = ledger.get<number>("layout.cutTop") ?? 0;
  if (fftSize !== undefined) {
    const inferred =
      sides === undefined && dropped === undefined && cutTop === 0 ? inferSides(bins, fftSize) : undefined;
    if (inferred === undefined) return;
    ledger.set("layout.sides", inferred.sides, "assumed", inferred.why);
    ledger.set("layout.dropped", inferred.dropped, "assumed", inferred.why);
    return;
  }
  const known: Partial<Layout> = {
    ...(sides === undefined ? {} : { sides }),
    ...(dropped === undefined ? {} : { dropped }),
    cutTop,
  };
  const inferred = inferFftSize(bins, known);
  ledger.set("geometry.fftSize", inferred.fftSize, "assumed", inferred.why);
  ledger.set("layout.sides", inferred.sides, "assumed", inferred.why);
  ledger.set("layout.dropped", inferred.dropped, "assumed", inferred.why);
}

/** FFT size, window length and hop: each from what is known of the others. */
function settleSizes(ledger: Ledger, profile: Profile, chosen: Profile | undefined): Sizes {
  const origin: Origin = chosen === undefined ? "assumed" : "profile";
  const why = `as ${profile.title} does by default`;
  const givenLength =
    ledger.get<number>("geometry.window.length") ?? ledger.get<number[]>("geometry.window.values")?.length;
  const fftSize =
    ledger.get<number>("geometry.fftSize") ??
    (givenLength === undefined ? profile.fftSize : (profile.fftSizeFor?.(givenLength) ?? givenLength));
  ledger.set("geometry.fftSize", fftSize, origin, why);
  const windowLength = givenLength ?? profile.windowLength?.(fftSize) ?? fftSize;
  ledger.set("geometry.window.length", windowLength, origin, why);
  const hop =
    ledger.get<number>("geometry.hop") ??
    Math.max(1, profile.hop?.(windowLength, fftSize) ?? Math.floor(fftSize / 4));
  ledger.set("geometry.hop", hop, origin, why);
  return { fftSize, windowLength, hop };
}

/** Magnitude scale and phase unit: what the ranges of values tell. */
function settleEncoding(ledger: Ledger, { complex, magnitude, phase }: Facts): void {
  if (complex) return;
  if (magnitude !== undefined && !ledger.has(SCALE)) {
    const { value, why } = inferScale(magnitude);
    ledger.take({ encoding: { magnitude: value } }, "assumed", why);
  }
  if (phase !== undefined && !ledger.has(UNIT)) {
    const { value, why } = inferUnit(phase);
    ledger.set(UNIT, value, "assumed", why);
  }
}

/** Who said what first. */
class Ledger {
  readonly #entries = new Map<string, ResolvedField>();

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  get<T>(path: string): T | undefined {
    return this.#entries.get(path)?.value as T | undefined;
  }

  origin(path: string): Origin | undefined {
    return this.#entries.get(path)?.origin;
  }

  /** Sets a field that nobody has set. */
  set(path: string, value: unknown, origin: Origin, why: string): void {
    if (!this.#entries.has(path)) this.#entries.set(path, { path, value, origin, why });
  }

  take(part: PartialConvention, origin: Origin, why: string): void {
    for (const [path, value] of flatten(part)) this.set(path, value, origin, why);
  }

  forget(path: string): void {
    this.#entries.delete(path);
  }

  values(): Map<string, unknown> {
    return new Map(this.fields().map(({ path, value }) => [path, value]));
  }

  fields(): ResolvedField[] {
    return conventionFields.flatMap(({ path }) => this.#entries.get(path) ?? []);
  }
}
