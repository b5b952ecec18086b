import { fieldFlagNames, flatten } from "@unspectro/core";
import type { RawLayout } from "@unspectro/core/plugin";
import type { Work } from "./work.ts";

/** The same work as a command, to be pasted into a shell where the files lie. */
export function commandFor(work: Work): string {
  const { kind, inputs, ordered, raw, said, level, format, synthesis, retrieval, mending, quick } = work;
  // phases that agree with nothing are joined as they are where their user says all of the convention
  const retrieves = kind === "magnitudes" || mending === "damaged" || mending === "estimated";
  return [
    retrieves ? "unspectro retrieve" : "unspectro",
    ...inputs.map(({ file, array }) => quoted(array === undefined ? plain(file) : `${plain(file)}:${array}`)),
    ...(ordered && kind === "pair" && inputs.length === 2 ? ["--ordered"] : []),
    ...rawFlags(raw),
    ...[...flatten(said)].flatMap(([path, value]) => flag(fieldFlagNames[path]!, value)),
    ...(retrieval === undefined ? [] : [retrieval.passing ? "--stream" : `--iterations ${retrieval.rounds}`]),
    ...(synthesis === "canonical" ? [] : [`--synthesis ${synthesis}`]),
    ...(quick && kind !== "magnitudes" ? ["--quick"] : []),
    `--level ${level.kind}`,
    `--wav-format ${format}`,
    "-o sound.wav",
  ].join(" ");
}

/** A flag with its value; nothing for what is not known. */
function flag(name: string, value: unknown): string[] {
  const words = typed(value);
  // Numbers below zero would be taken for flags.
  return [words.startsWith("-") ? `${name}=${words}` : `${name} ${quoted(words)}`];
}

function typed(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(",") : String(value);
}

function rawFlags(raw: RawLayout | undefined): string[] {
  if (raw === undefined) return [];
  const { element, complex, littleEndian, headerBytes, recordLength, order } = raw;
  const endian = littleEndian === undefined ? undefined : littleEndian ? "little" : "big";
  const valued = {
    "--format": "raw",
    "--element": element,
    "--endian": endian,
    "--header-bytes": headerBytes,
    "--record-length": recordLength,
    "--order": order,
  };
  const flags = Object.entries(valued).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return complex === true ? [...flags, "--complex"] : flags;
}

/** A file's name that cannot be taken for a flag. */
function plain(name: string): string {
  return name.startsWith("-") ? `./${name}` : name;
}

/** Words as a shell takes them. */
function quoted(words: string): string {
  return /^[\w./:,+-]+$/.test(words) ? words : `'${words.replaceAll("'", "'\\''")}'`;
}
