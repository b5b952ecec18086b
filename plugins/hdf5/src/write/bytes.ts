/** "There is nothing there", for addresses. */
export const UNDEFINED = 0xffff_ffff_ffff_ffffn;

/** Bytes written one field after another, little end first, as HDF5 has them. */
export interface Fields {
  u8(...values: number[]): Fields;
  u16(value: number): Fields;
  u32(...values: number[]): Fields;
  /** Addresses and lengths. */
  u64(...values: (number | bigint)[]): Fields;
  /** Letters, without an end mark. */
  text(text: string): Fields;
  bytes(bytes: Uint8Array): Fields;
  /** Zeros up to a multiple of `step`. */
  pad(step: number): Fields;
  /** Zeros up to a length. */
  upTo(length: number): Fields;
  readonly length: number;
  done(): Uint8Array;
}

export function fields(): Fields {
  const list: number[] = [];
  const number = (value: number | bigint, bytes: number): void => {
    for (let i = 0, rest = BigInt(value); i < bytes; i++, rest >>= 8n) list.push(Number(rest & 255n));
  };
  const made: Fields = {
    u8(...values) {
      list.push(...values);
      return made;
    },
    u16(value) {
      number(value, 2);
      return made;
    },
    u32(...values) {
      for (const value of values) number(value, 4);
      return made;
    },
    u64(...values) {
      for (const value of values) number(value, 8);
      return made;
    },
    text(text) {
      list.push(...new TextEncoder().encode(text));
      return made;
    },
    bytes(bytes) {
      for (const byte of bytes) list.push(byte);
      return made;
    },
    pad: (step) => made.upTo(Math.ceil(list.length / step) * step),
    upTo(length) {
      while (list.length < length) list.push(0);
      return made;
    },
    get length() {
      return list.length;
    },
    done: () => Uint8Array.from(list),
  };
  return made;
}
