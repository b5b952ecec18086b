import type { BinaryElement } from "@unspectro/core/plugin";
import { TypeClass, type TypeMetadata } from "./library.ts";

/** The element of a plain type; enumerations are the integers they are stored as. undefined for all else. */
export function elementOf({ type, size, signed }: TypeMetadata): BinaryElement | undefined {
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
