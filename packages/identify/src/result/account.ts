import { originalWords } from "../pcm/words.ts";
import type { Identification } from "../types.ts";

const TITLES: Readonly<Record<string, string>> = {
  "layout.frames": "frames",
  "geometry.fftSize": "FFT size",
  "geometry.hop": "hop",
  "geometry.window": "window",
  "encoding.magnitude": "magnitudes",
  "encoding.phase": "phases",
  "encoding.phase.origin": "",
  "geometry.padding": "edges",
  "geometry.length": "length",
};

/** What a field of an identification is called, for people: `geometry.fftSize` is the FFT size. */
export function fieldTitle(path: string): string {
  return TITLES[path] ?? path;
}

/**
 * What was found, for people: a table of fields with their evidence, the verdict, what is assumed, what to do.
 * Plain text without colour, one string a line.
 *
 * @param width columns there are
 */
export function accountOf(id: Identification, width = 110): string[] {
  const lines: string[] = [];
  const rows = Object.entries(id.fields).map(([path, field]) => ({
    title: fieldTitle(path),
    value: field.origin === "found" ? field.value : `${field.value} (${field.origin})`,
    why: [field.evidence, field.runnerUp].filter((part) => part !== undefined && part !== "").join("; "),
  }));
  if (rows.length > 0) {
    const value = Math.min(52, Math.max(...rows.map((row) => row.value.length)));
    lines.push(`${pad("How they were made", value + 16)}  how sure, and why`);
    for (const row of rows) lines.push(...columns(row.title, row.value, row.why, value, width));
    if (id.producer !== undefined) {
      const { name, others } = id.producer;
      lines.push(...columns("looks like", [name, ...others].join(", or "), "", width - 16, width));
    }
  }
  lines.push(...paragraph(verdictWords(id), width));
  if (id.original !== undefined) lines.push(...paragraph(originalWords(id.original), width));
  if (id.sampleRate !== undefined)
    lines.push(
      ...paragraph(
        `Sample rate: not in the files. A guess: ${id.sampleRate.hertz} Hz, because ${id.sampleRate.why}.`,
        width,
      ),
    );
  for (const { difference, choose } of id.alternatives)
    lines.push(...paragraph(`Or: ${difference}; ${choose}.`, width));
  for (const note of id.notes) lines.push(...paragraph(`Note: ${note}.`, width));
  for (const step of id.advice) lines.push(...paragraph(`What to do: ${step}.`, width));
  if (id.verdict !== "unidentifiable")
    lines.push(
      ...paragraph(`Not in the files, whoever looks: ${id.cannotBeKnown.map(short).join("; ")}.`, width),
    );
  return lines;
}

function verdictWords(id: Identification): string {
  const percent = id.confidence >= 0.995 ? "more than 99" : `${Math.round(100 * id.confidence)}`;
  const fit =
    id.residual === null
      ? "The frames do not overlap, so nothing can be checked by rebuilding them"
      : `Rebuilding the frames from the audio gives the files back to ${decibels(id.residual)}`;
  switch (id.verdict) {
    case "identified":
      return `Verdict: identified (${percent} % sure). ${fit}.`;
    case "ambiguous":
      return `Verdict: ambiguous. More than one way of making these files explains them; the likeliest is taken. ${fit}.`;
    case "unidentifiable":
      return "Verdict: not identified. No way of making these files explains them: no audio made from them could be called the original.";
  }
}

function decibels(residual: number): string {
  return `${Math.round(20 * Math.log10(Math.max(residual, 1e-8)))} dB`;
}

function short(sentence: string): string {
  return sentence.split(":")[0];
}

function columns(title: string, value: string, why: string, valueWidth: number, width: number): string[] {
  const left = 16;
  const values = wrap(value, valueWidth);
  const reasons = wrap(why, Math.max(24, width - left - valueWidth - 2));
  const count = Math.max(values.length, reasons.length);
  return Array.from({ length: count }, (_, i) =>
    `  ${pad(i === 0 ? title : "", 12)}  ${pad(values[i] ?? "", valueWidth)}  ${reasons[i] ?? ""}`.trimEnd(),
  );
}

function paragraph(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}

function pad(text: string, width: number): string {
  return text.padEnd(width);
}
