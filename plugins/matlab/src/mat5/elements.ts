import type { BinaryElement, ElementType } from "@unspectro/core/plugin";

/** Types of data elements ("MAT-File Format", MathWorks, table 1-1). */
export const MI = {
  int8: 1,
  uint8: 2,
  int32: 5,
  uint32: 6,
  matrix: 14,
  compressed: 15,
  utf8: 16,
} as const;

/** How the numbers of an element are stored. */
export const STORED_AS: ReadonlyMap<number, BinaryElement> = new Map([
  [1, "int8"],
  [2, "uint8"],
  [3, "int16"],
  [4, "uint16"],
  [5, "int32"],
  [6, "uint32"],
  [7, "float32"],
  [9, "float64"],
  [12, "int64"],
  [13, "uint64"],
]);

/** Array classes that hold numbers (table 1-3). A double array may be stored as uint8 if that holds all its values. */
export const CLASS_ELEMENT: ReadonlyMap<number, ElementType> = new Map([
  [6, "float64"],
  [7, "float32"],
  [8, "int8"],
  [9, "uint8"],
  [10, "int16"],
  [11, "uint16"],
  [12, "int32"],
  [13, "uint32"],
  [14, "int64"],
  [15, "uint64"],
]);

/** Array classes that do not. */
export const CLASS_REFUSAL: ReadonlyMap<number, string> = new Map([
  [1, "a cell array"],
  [2, "a struct"],
  [3, "an object"],
  [4, "text"],
  [5, "a sparse matrix: save full(x)"],
  [16, "a function"],
  [17, "an object"],
]);

/** The class of objects and tables, whose headers have no dimensions. */
export const OPAQUE = 17;

/** Flags of an array, in the byte above its class. */
export const FLAG = { complex: 0x08, logical: 0x02 } as const;

/** A data element: its type, and where its bytes are. */
export interface Element {
  readonly type: number;
  /** Place of the first byte of data. */
  readonly offset: number;
  /** Bytes of data. */
  readonly size: number;
  /** Place of the element behind it. */
  readonly next: number;
}

/** Bytes of a tag. */
export const TAG_BYTES = 8;

/**
 * Reads the tag at byte `at` of `view`; `base` is the place of the view's first byte. Elements of at most four bytes fit
 * into their tag; others are padded to a multiple of eight bytes, but for compressed ones.
 */
export function readTag(view: DataView, at: number, littleEndian: boolean, base: number): Element {
  const word = view.getUint32(at, littleEndian);
  const place = base + at;
  if (word >>> 16 !== 0) {
    return { type: word & 0xffff, offset: place + 4, size: word >>> 16, next: place + TAG_BYTES };
  }
  const size = view.getUint32(at + 4, littleEndian);
  const padded = word === MI.compressed ? size : Math.ceil(size / 8) * 8;
  return { type: word, offset: place + TAG_BYTES, size, next: place + TAG_BYTES + padded };
}
