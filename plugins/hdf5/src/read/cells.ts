import { decode, ELEMENT_BYTES, type Numbers } from "@unspectro/core/plugin";
import type { Cell } from "./describe.ts";

/** Room for the parts of cells that do not lie side by side. */
const gathered = new Uint8Array(1 << 14);

/**
 * Decodes `count` cells that lie one after another from byte `start` on into `into`, from index `at`: one number a
 * cell, or a pair if it is complex. Plain numbers and plain pairs go through in one call.
 */
export function decodeCells(
  bytes: Uint8Array,
  start: number,
  count: number,
  cell: Cell,
  into: Numbers,
  at: number,
): void {
  const { element, parts } = cell;
  const size = ELEMENT_BYTES[element];
  const storage = { element, littleEndian: true };
  if (cell.bytes === size * parts.length && parts.every((offset, part) => offset === part * size)) {
    decode(bytes, start, count * parts.length, storage, into, at);
    return;
  }
  const most = Math.floor(gathered.length / (size * parts.length));
  for (let done = 0; done < count; done += most) {
    const now = Math.min(most, count - done);
    let to = 0;
    for (let i = 0; i < now; i++) {
      const from = start + (done + i) * cell.bytes;
      for (const offset of parts)
        for (let byte = 0; byte < size; byte++) gathered[to++] = bytes[from + offset + byte]!;
    }
    decode(gathered, 0, now * parts.length, storage, into, at + done * parts.length);
  }
}
