import { type BinaryElement, describeShape } from "@unspectro/core/plugin";
import { type LoadedLibrary, type Metadata, TypeClass, type TypeMetadata } from "./library.ts";

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
export function describeDataset(
  loaded: LoadedLibrary,
  file: bigint,
  path: string,
): Dataset | Refusal | undefined {
  const metadata = loaded.library.get_dataset_metadata(file, path);
  const dims = metadata.shape ?? [];
  const refusal = refuse(metadata);
  if (refusal !== undefined) return { path, dims, refusal };
  const cell = cellOf(metadata);
  if (cell === undefined) return { path, dims, refusal: `it holds ${typeName(metadata)}, not numbers` };
  const attributes = loaded.library.get_attribute_names(file, path);
  if (attributes.includes("MATLAB_empty")) return { path, dims, refusal: "it is empty" };
  const matlab = attributes.includes("MATLAB_class");
  const octave = isOctaveValue(loaded, file, path);
  const kind = matlab
    ? loaded.attribute(file, path, "MATLAB_class")
    : octave
      ? octaveKind(loaded, file, path)
      : "";
  if (/char|string|cell|function/.test(String(kind)))
    return { path, dims, refusal: `it holds ${kind}, not numbers` };
  const notes = attributes.flatMap((name) => note(name, loaded.attribute(file, path, name)));
  const filters = loaded.library.get_dataset_filters(file, path).map(({ name }) => name);
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
function isOctaveValue(loaded: LoadedLibrary, file: bigint, path: string): boolean {
  if (!path.endsWith("/value")) return false;
  return isOctaveVariable(loaded, file, path.slice(0, -"/value".length));
}

/** What Octave calls the variable's class: `matrix`, `string`, `complex matrix`. */
function octaveKind(loaded: LoadedLibrary, file: bigint, path: string): unknown {
  return loaded.value(file, path.replace(/value$/, "type"));
}

export function isOctaveVariable({ library }: LoadedLibrary, file: bigint, path: string): boolean {
  return library.get_attribute_names(file, path).includes("OCTAVE_NEW_FORMAT");
}

/** Small attributes often say how the array was made: `sr`, `hop_length`. */
function note(name: string, value: unknown): string[] {
  if (/^(MATLAB|OCTAVE|H5|DIMENSION_|CLASS$|NAME$|REFERENCE_LIST$|_Netcdf)/.test(name)) return [];
  const plain = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof plain !== "number" && typeof plain !== "string" && typeof plain !== "boolean") return [];
  return [`attribute ${name} = ${plain}`.slice(0, LONGEST_NOTE)];
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

function elementOf({ type, size, signed }: TypeMetadata): BinaryElement | undefined {
  if (type === TypeClass.float) {
    return size === 2 ? "float16" : size === 4 ? "float32" : size === 8 ? "float64" : undefined;
  }
  if (type !== TypeClass.integer && type !== TypeClass.enumeration) return undefined;
  switch (size) {
    case 1:
      return signed ? "int8" : "uint8";
    case 2:
      return signed ? "int16" : "uint16";
    case 4:
      return signed ? "int32" : "uint32";
    case 8:
      return signed ? "int64" : "uint64";
    default:
      return undefined;
  }
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
