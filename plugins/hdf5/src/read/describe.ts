import { type BinaryElement, describeShape } from "@unspectro/core/plugin";
import { elementOf } from "./element.ts";
import { type Library, type Metadata, TypeClass, type TypeMetadata } from "./library.ts";
import { readAttribute, readScalar } from "./scalar.ts";

/** How one cell of a dataset lies in the library's memory, little end first. */
export interface Cell {
  readonly element: BinaryElement;
  readonly complex: boolean;
  /** Bytes from one cell to the next. */
  readonly bytes: number;
  /** Where its number, or its real and imaginary part, begin. */
  readonly parts: readonly number[];
}

/** A dataset that holds numbers. */
export interface Dataset {
  readonly path: string;
  /** Lengths of the axes as the file has them, slowest first. */
  readonly dims: readonly number[];
  readonly chunks: readonly number[] | undefined;
  readonly cell: Cell;
  /** Written by MATLAB or Octave, who count axes from the fastest: the user knows the reversed shape. */
  readonly reversed: boolean;
  readonly notes: readonly string[];
}

/** A dataset that cannot be opened, and why. */
export interface Refusal {
  readonly path: string;
  readonly dims: readonly number[];
  readonly refusal: string;
}

/** Attributes that tell something about the sound; others are the library's or other people's business. */
const MOST_NOTES = 24;
const LONGEST_NOTE = 120;

/** Reads a dataset's description; undefined when the library failed. */
export function describeDataset(library: Library, file: bigint, path: string): Dataset | Refusal | undefined {
  const metadata = library.get_dataset_metadata(file, path);
  const dims = metadata.shape ?? [];
  const refusal = refuse(metadata);
  if (refusal !== undefined) return { path, dims, refusal };
  const cell = cellOf(metadata);
  if (cell === undefined) return { path, dims, refusal: `it holds ${typeName(metadata)}, not numbers` };
  const attributes = library.get_attribute_names(file, path);
  if (attributes.includes("MATLAB_empty")) return { path, dims, refusal: "it is empty" };
  const matlab = attributes.includes("MATLAB_class");
  const octave = isOctaveValue(library, file, path);
  const kind = matlab
    ? readAttribute(library, file, path, "MATLAB_class")
    : octave
      ? octaveKind(library, file, path)
      : "";
  if (/char|string|cell|function/.test(String(kind)))
    return { path, dims, refusal: `it holds ${kind}, not numbers` };
  const notes = attributes.flatMap((name) => note(name, () => readAttribute(library, file, path, name)));
  const filters = library.get_dataset_filters(file, path).map(({ name }) => name);
  return {
    path,
    dims,
    chunks: metadata.chunks ?? undefined,
    cell,
    reversed: matlab || octave,
    notes: [
      ...(matlab ? ["written by MATLAB (v7.3): axes in MATLAB's order"] : []),
      ...(octave ? ["written by Octave: axes in Octave's order"] : []),
      ...(metadata.chunks === null ? [] : [chunkNote(metadata.chunks, filters)]),
      ...notes.slice(0, MOST_NOTES),
    ],
  };
}

function chunkNote(chunks: readonly number[], filters: readonly string[]): string {
  return `chunks of ${describeShape(chunks)}${filters.length === 0 ? "" : `, ${filters.join(", ")}`}`;
}

/** Octave's `save -hdf5` makes a group of each variable, with its numbers in `value`. */
function isOctaveValue(library: Library, file: bigint, path: string): boolean {
  if (!path.endsWith("/value")) return false;
  return isOctaveVariable(library, file, path.slice(0, -"/value".length));
}

/** What Octave calls the variable's class: `matrix`, `string`, `complex matrix`. */
function octaveKind(library: Library, file: bigint, path: string): unknown {
  return readScalar(library, file, path.replace(/value$/, "type"));
}

export function isOctaveVariable(library: Library, file: bigint, path: string): boolean {
  return library.get_attribute_names(file, path).includes("OCTAVE_NEW_FORMAT");
}

/** Small attributes often say how the array was made: `sr`, `hop_length`. */
function note(name: string, read: () => number | string | undefined): string[] {
  if (/^(MATLAB|OCTAVE|H5|DIMENSION_|CLASS$|NAME$|REFERENCE_LIST$|_Netcdf)/.test(name)) return [];
  const value = read();
  return value === undefined ? [] : [`attribute ${name} = ${value}`.slice(0, LONGEST_NOTE)];
}

function refuse(metadata: Metadata): string | undefined {
  if (metadata.shape === null) return "it has no shape";
  const elsewhere = metadata.virtual_sources?.find(({ file_name }) => file_name !== ".");
  if (elsewhere !== undefined) return `its numbers are in other files (${elsewhere.file_name})`;
  return undefined;
}

function cellOf(type: TypeMetadata): Cell | undefined {
  const element = elementOf(type);
  if (element !== undefined) return { element, complex: false, bytes: type.size, parts: [0] };
  const [real, imaginary, ...more] = type.compound_type?.members ?? [];
  if (real === undefined || imaginary === undefined || more.length > 0) return undefined;
  if (!/^(r|re|real)$/i.test(real.name) || !/^(i|im|imag|imaginary)$/i.test(imaginary.name)) return undefined;
  const part = elementOf(real);
  if (part === undefined || part !== elementOf(imaginary)) return undefined;
  // The library turns big-endian compounds round only if all their members are.
  if (real.littleEndian !== imaginary.littleEndian) return undefined;
  return { element: part, complex: true, bytes: type.size, parts: [real.offset, imaginary.offset] };
}

function typeName({ type, size }: TypeMetadata): string {
  switch (type) {
    case TypeClass.integer:
      return `integers of ${size} bytes`;
    case TypeClass.float:
      return `floats of ${size} bytes`;
    case TypeClass.string:
      return "text";
    case TypeClass.compound:
      return "records of several fields";
    case TypeClass.reference:
      return "references";
    case TypeClass.array:
      return "arrays within an array";
    default:
      return "something else";
  }
}
