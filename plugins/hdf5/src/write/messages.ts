import { type BinaryElement, ELEMENT_BYTES } from "@unspectro/core/plugin";
import { fields } from "./bytes.ts";

/** One message of an object header. Sections named here are those of the HDF5 File Format Specification, version 3. */
export interface Message {
  readonly type: number;
  readonly data: Uint8Array;
}

/** An object header of version 1 (IV.A.1.a). */
export function objectHeader(messages: readonly Message[]): Uint8Array {
  const body = fields();
  for (const { type, data } of messages) {
    const length = Math.ceil(data.length / 8) * 8;
    body.u16(type).u16(length).u8(0, 0, 0, 0).bytes(data).pad(8);
  }
  return fields().u8(1, 0).u16(messages.length).u32(1, body.length).pad(8).bytes(body.done()).done();
}

/** Dataspace (IV.A.2.b): lengths of the axes, which stay as they are. */
export function dataspace(dims: readonly number[]): Message {
  return {
    type: 0x01,
    data: fields()
      .u8(1, dims.length, 0, 0)
      .u32(0)
      .u64(...dims)
      .done(),
  };
}

/** Datatype (IV.A.2.d). Complex numbers are a compound of `r` and `i`, as h5py has them. */
export function datatype(element: BinaryElement, complex: boolean): Message {
  const number = numberType(element);
  if (!complex) return { type: 0x03, data: number };
  const size = ELEMENT_BYTES[element];
  const compound = fields()
    .u8(0x16, 2, 0, 0)
    .u32(2 * size);
  ["r", "i"].forEach((name, part) => {
    compound
      .text(name.padEnd(8, "\0"))
      .u32(part * size)
      .u8(0, 0, 0, 0)
      .u32(0, 0, 0, 0, 0, 0)
      .bytes(number);
  });
  return { type: 0x03, data: compound.done() };
}

/** Where exponent and fraction of the IEEE formats lie, in bits, and the exponent's bias. */
const floats: Readonly<Record<string, readonly [at: number, bits: number, fraction: number, bias: number]>> =
  {
    float16: [10, 5, 10, 15],
    float32: [23, 8, 23, 127],
    float64: [52, 11, 52, 1023],
  };

function numberType(element: BinaryElement): Uint8Array {
  const size = ELEMENT_BYTES[element];
  const float = floats[element];
  if (float === undefined) {
    const signed = element.startsWith("int") ? 8 : 0;
    return fields()
      .u8(0x10, signed, 0, 0)
      .u32(size)
      .u16(0)
      .u16(8 * size)
      .done();
  }
  const [at, bits, fraction, bias] = float;
  return fields()
    .u8(0x11, 0x20, 8 * size - 1, 0)
    .u32(size)
    .u16(0)
    .u16(8 * size)
    .u8(at, bits, 0, fraction)
    .u32(bias)
    .done();
}

/** Fill value (IV.A.2.f): the library's own. Storage is allocated late, or with each chunk. */
export function fillValue(chunked: boolean): Message {
  return {
    type: 0x05,
    data: fields()
      .u8(2, chunked ? 3 : 2, 2, 1)
      .u32(0)
      .done(),
  };
}

/** Data layout (IV.A.2.i): all numbers in one piece. */
export function contiguous(address: number, bytes: number): Message {
  return { type: 0x08, data: fields().u8(3, 1).u64(address, bytes).done() };
}

/** Data layout (IV.A.2.i): in chunks, found by a B-tree. */
export function chunked(tree: number, chunk: readonly number[], cellBytes: number): Message {
  return {
    type: 0x08,
    data: fields()
      .u8(3, 2, chunk.length + 1)
      .u64(tree)
      .u32(...chunk, cellBytes)
      .done(),
  };
}

/** Filter pipeline (IV.A.2.l): the bytes of numbers shuffled, then deflated. */
export function filters(cellBytes: number, level: number): Message {
  const filter = (id: number, value: number): Uint8Array =>
    fields().u16(id).u16(0).u16(1).u16(1).u32(value, 0).done();
  return {
    type: 0x0b,
    data: fields().u8(1, 2).upTo(8).bytes(filter(2, cellBytes)).bytes(filter(1, level)).done(),
  };
}

/** Symbol table (IV.A.2.r): where a group's B-tree and heap are. */
export function symbolTable(tree: number, heap: number): Message {
  return { type: 0x11, data: fields().u64(tree, heap).done() };
}
