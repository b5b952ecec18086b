import type { Convention, Reconstruction, Resolution, ResolvedField } from "@unspectro/core";
import { flagOf } from "./options/fields.ts";
import type { Talk } from "./talk/talk.ts";
import { brief, count, grouped } from "./talk/words.ts";

/** A line of the account: what, its value, and the fields it is made of (the first says why). */
interface Line {
  readonly name: string;
  readonly value: string;
  readonly paths: readonly string[];
}

/** Says how the files were made, and for each thing how we came by it. */
export function tellConvention(
  { convention, fields, cautions }: Resolution,
  { foundLength, notes }: Pick<Reconstruction, "foundLength" | "notes">,
  talk: Talk,
  identified = false,
): void {
  const by = new Map(fields.map((field) => [field.path, field]));
  const untold = (path: string): boolean => by.has(path) && !(identified && by.get(path)?.origin === "found");
  const rows = lines(convention)
    .filter(({ paths }) => paths.some(untold))
    .map(({ name, value, paths }) => [name, value, whyOf(paths, by, talk)]);
  if (foundLength !== undefined && !identified) {
    rows.push(["length", count(foundLength.length, "sample"), `found: ${foundLength.why}`]);
  }
  talk.say();
  talk.say(talk.style.bold(identified ? "Said, or assumed" : "How they were made"));
  talk.table(rows.map(([name, ...rest]) => [`  ${name}`, ...rest]));
  for (const caution of [...cautions, ...notes]) talk.warn(caution);
}

/** The account of a line: of its least certain field, because that is what the user may want to change. */
function whyOf(paths: readonly string[], by: ReadonlyMap<string, ResolvedField>, { style }: Talk): string {
  const known = paths.flatMap((path) => by.get(path) ?? []);
  const assumed = known.find(({ origin }) => origin === "assumed");
  const field = assumed ?? known[0];
  if (field === undefined) return "";
  if (field.origin === "assumed") return `${style.yellow("assumed:")} ${field.why} (${flagOf(field.path)})`;
  return field.why;
}

function lines({ layout, encoding, geometry }: Convention): Line[] {
  const { window } = geometry;
  const { phase, scaling } = encoding;
  const overlap = Math.round(100 * (1 - geometry.hop / window.length));
  const shape = layout.frames === "columns" ? "bins x frames" : "frames x bins";
  const missing = layout.dropped.length > 0 ? `, without ${layout.dropped.join(" and ")}` : "";
  const all: Line[] = [
    { name: "FFT size", value: grouped(geometry.fftSize), paths: ["geometry.fftSize"] },
    {
      name: "hop",
      value: `${count(geometry.hop, "sample")} (${overlap} % overlap)`,
      paths: ["geometry.hop"],
    },
    {
      name: "window",
      value: `${window.family}, ${window.symmetric ? "symmetric" : "periodic"}, ${grouped(window.length)}`,
      paths: ["geometry.window.family", "geometry.window.symmetric", "geometry.window.length"],
    },
    { name: "magnitudes", value: magnitudeInWords(encoding), paths: ["encoding.magnitude.scale"] },
    {
      name: "phases",
      value: `${phase.unit}${phase.sign === -1 ? ", conjugated" : ""}, from ${phase.origin}`,
      paths: ["encoding.phase.unit", "encoding.phase.sign", "encoding.phase.origin"],
    },
    { name: "frames", value: framesInWords(geometry), paths: ["geometry.start", "geometry.padding"] },
    {
      name: "array",
      value: `${shape}, ${sidesInWords[layout.sides]}${missing}`,
      paths: ["layout.frames", "layout.sides"],
    },
  ];
  if (scaling.rule !== "none" || scaling.gain !== undefined) {
    const gain = scaling.gain === undefined ? "" : `, x ${brief(scaling.gain)}`;
    all.push({ name: "scaling", value: `${scaling.rule}${gain}`, paths: ["encoding.scaling.rule"] });
  }
  if (geometry.sampleRate !== undefined && geometry.sampleRate !== null) {
    const value = `${grouped(geometry.sampleRate)} Hz`;
    all.push({ name: "sample rate", value, paths: ["geometry.sampleRate"] });
  }
  return all;
}

const sidesInWords: Readonly<Record<Convention["layout"]["sides"], string>> = {
  one: "one-sided",
  two: "two-sided",
  centred: "two-sided, DC in the middle",
  "centred-nyquist-last": "two-sided, DC in the middle, Nyquist last",
};

function magnitudeInWords({ magnitude }: Convention["encoding"]): string {
  const { scale, reference, floor, exponent, base } = magnitude;
  const parts: string[] = [scale];
  if (scale === "decibel" && reference !== undefined) parts.push(`0 dB = ${brief(reference)}`);
  if (scale === "power-law" && exponent !== undefined) parts.push(`exponent ${brief(exponent)}`);
  if (scale === "logarithm") parts.push(`base ${base ?? "e"}`);
  if (floor !== undefined && floor !== null) parts.push(`cut off at ${brief(floor)}`);
  return parts.join(", ");
}

function framesInWords({ start, padding }: Convention["geometry"]): string {
  const where =
    start === "half-fft" ? "centred" : start === "zero" ? "from the first sample" : `from ${start}`;
  return padding === "none" ? `${where}, no padding` : `${where}, padded: ${padding}`;
}
