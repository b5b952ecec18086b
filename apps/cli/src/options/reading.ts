import type { ElementType, OpenOptions, RawLayout, TextLayout } from "@unspectro/core/plugin";
import type { Command } from "commander";
import { integer, type Parse, separator, word } from "./parse.ts";

/** How to read the files, where their own bytes do not tell or tell wrongly. */
export interface ReadingWishes {
  /** A reader by its id, instead of the one that the content suggests. */
  readonly format?: string;
  /** Files of readers from outside. */
  readonly plugins: readonly string[];
  readonly open: Pick<OpenOptions, "raw" | "text">;
  /** Magnitudes come first, phases second. */
  readonly ordered?: true;
}

const ELEMENTS: readonly ElementType[] = [
  "float16",
  "float32",
  "float64",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
];

/** A stored number's type, by its name here or in NumPy. */
export const element: Parse<ElementType> = word(ELEMENTS, {
  f2: "float16",
  half: "float16",
  f4: "float32",
  single: "float32",
  float: "float32",
  f8: "float64",
  double: "float64",
});

const GROUP = "Reading (needed only where a file does not say it):";

/** Adds the flags about reading files. */
export function addReadingOptions(command: Command): void {
  const as =
    <T>(parse: Parse<T>, flag: string) =>
    (text: string): T =>
      parse(text, flag);
  command
    .optionsGroup(GROUP)
    .option("--format <id>", "the format of the files (see `unspectro formats`)", undefined)
    .option(
      "--ordered",
      "the first file holds magnitudes, the second phases, whatever their numbers look like",
    )
    .option("--plugin <file.js...>", "readers of your own (docs/add-a-reader.md)")
    .option("--element <type>", "raw: float32, int16, uint8...", as(element, "--element"))
    .option("--complex", "raw: numbers are complex pairs")
    .option("--endian <order>", "raw: little or big", as(word(["little", "big"]), "--endian"))
    .option("--header-bytes <count>", "raw: bytes before the first number", as(integer(0), "--header-bytes"))
    .option("--record-length <count>", "raw: numbers that lie together", as(integer(1), "--record-length"))
    .option("--order <order>", "raw: rows (C) or columns (Fortran)", as(word(["rows", "columns"]), "--order"))
    .option("--separator <text>", "text: comma, tab, semicolon, space", as(separator, "--separator"))
    .option("--decimal <sign>", "text: . or ,", as(word([".", ","]), "--decimal"))
    .option("--header-lines <count>", "text: lines before the numbers", as(integer(0), "--header-lines"))
    .option("--index-columns <count>", "text: columns that are indices", as(integer(0), "--index-columns"))
    .option("--comment <text>", "text: what begins a comment");
}

/** What those flags said. */
export function readingWishes(values: Readonly<Record<string, unknown>>): ReadingWishes {
  const raw = known({
    element: values.element,
    complex: values.complex,
    littleEndian: values.endian === undefined ? undefined : values.endian === "little",
    headerBytes: values.headerBytes,
    recordLength: values.recordLength,
    order: values.order,
  }) as RawLayout;
  const text = known({
    separator: values.separator,
    decimal: values.decimal,
    headerLines: values.headerLines,
    indexColumns: values.indexColumns,
    comment: values.comment,
  }) as TextLayout;
  return {
    ...(values.ordered === true ? { ordered: true } : {}),
    ...(values.format === undefined ? {} : { format: values.format as string }),
    plugins: (values.plugin as string[] | undefined) ?? [],
    open: {
      ...(Object.keys(raw).length === 0 ? {} : { raw }),
      ...(Object.keys(text).length === 0 ? {} : { text }),
    },
  };
}

function known(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
