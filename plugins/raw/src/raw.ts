import { describeShape, type FormatPlugin, stridedSource, throwIfAborted } from "@unspectro/core/plugin";
import { completeElement, completeLayout, elementOf } from "./layout.ts";
import { writeRaw } from "./write.ts";

/** How sure a probe may be of bytes that say nothing: less than any reader that found a mark. */
const NAMED = 0.2;
const ANYTHING = 0.02;

/**
 * Headerless binary numbers: float16 to float64 and integers of 8 to 64 bits, either byte order, after any header.
 * `OpenOptions.raw` says what the file does not; the element may stand in its ending (`.f32`, `.s16be`), the rest
 * defaults to float32, low byte first. The length of a record must be given: {@link recordLengths} finds those that
 * fit two files.
 *
 * @example
 * ```ts
 * import { raw } from "@unspectro/raw";
 *
 * console.log(raw.probe(Uint8Array.of(1, 2, 3, 4), "phases.f32")); // 0.2
 * ```
 */
export const raw: FormatPlugin = {
  id: "raw",
  title: "raw binary numbers (.raw, .bin, .f32...)",
  extensions: [
    "raw",
    "bin",
    "dat",
    "f16",
    "f32",
    "f64",
    "i8",
    "s8",
    "i16",
    "s16",
    "i32",
    "s32",
    "u8",
    "u16",
    "u32",
  ],
  probe(head, name) {
    if (head.length === 0) return 0;
    return elementOf(name).element !== undefined || /\.(raw|bin|dat)$/i.test(name) ? NAMED : ANYTHING;
  },
  async list(bytes, options = {}) {
    throwIfAborted(options.signal, bytes.name);
    if (options.raw?.recordLength === undefined) {
      const { element, complex } = completeElement(options.raw ?? {}, bytes.name);
      return [{ name: "", shape: [], element, complex, refusal: "the length of its records is not known" }];
    }
    const { element, complex, ...layout } = await completeLayout(bytes, options.raw, options.signal);
    return [{ name: "", shape: shapeOf(layout), element, complex }];
  },
  async open(bytes, options = {}) {
    throwIfAborted(options.signal, bytes.name);
    const layout = await completeLayout(bytes, options.raw, options.signal);
    const shape = shapeOf(layout);
    return stridedSource({
      format: "raw",
      name: bytes.name,
      bytes,
      offset: layout.headerBytes,
      element: layout.element,
      littleEndian: layout.littleEndian,
      complex: layout.complex,
      shape,
      order: layout.order,
      notes: [`read as ${describeShape(shape)} of ${layout.element}: the file does not say`, ...layout.notes],
    });
  },
  write: writeRaw,
};

function shapeOf({
  order,
  records,
  recordLength,
}: {
  order: "rows" | "columns";
  records: number;
  recordLength: number;
}): number[] {
  return order === "rows" ? [records, recordLength] : [recordLength, records];
}
