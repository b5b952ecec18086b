import type { ByteSource } from "@unspectro/core/plugin";
import { HALT, type Halt, type Scanner, type ScanPlan } from "../src/scanner.ts";
import { createScriptScanner } from "../src/script-scanner.ts";
import { PLAIN, type TextStyle } from "../src/style.ts";
import { createWasmScanner } from "../src/wasm/wasm-scanner.ts";

const wasm = await createWasmScanner();
if (wasm === undefined) throw new Error("no WebAssembly here");

/** Both makers of the scanner. */
export const scanners: readonly (readonly [name: string, scanner: Scanner])[] = [
  ["in JavaScript", createScriptScanner()],
  ["in WebAssembly", wasm],
];

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file in memory that counts what is read of it. */
export function fileOf(content: Uint8Array, name = "S.csv"): ByteSource & { bytesRead: number } {
  return {
    name,
    size: content.length,
    bytesRead: 0,
    read(position, into) {
      const piece = content.subarray(position, position + into.length);
      into.set(piece);
      this.bytesRead += piece.length;
      return piece.length;
    },
    close() {},
  };
}

/** What a scan of a whole text gave. */
export interface Scanned {
  readonly halt: Halt;
  readonly values: readonly number[];
  readonly rows: number;
  readonly lines: number;
  readonly cell: number;
  /** Where it stopped, from the beginning of the text. */
  readonly at: number;
}

export interface ScanOptions {
  readonly style?: Partial<TextStyle>;
  readonly plan?: Partial<ScanPlan>;
  /** How many bytes the next block adds. */
  readonly block?: () => number;
  readonly cell?: number;
}

/** Scans a text, given to the scanner block by block, to its end or to what stops it. */
export function scanText(scanner: Scanner, content: Uint8Array, options: ScanOptions = {}): Scanned {
  const { block = () => content.length, style, plan, cell = 0 } = options;
  const columns = plan?.columns ?? 1;
  scanner.setStyle({ ...PLAIN, ...style });
  scanner.begin({ columns, first: 0, until: columns, stop: columns, single: false, ...plan }, cell);
  const values: number[] = [];
  let [base, at, end, rows, lines] = [0, 0, 0, 0, 0];
  for (;;) {
    const last = base + end === content.length;
    const halt = scanner.scan(at, end, last, Number.MAX_SAFE_INTEGER);
    values.push(...scanner.values.subarray(0, scanner.written));
    rows += scanner.rows;
    lines += scanner.lines;
    if (halt === HALT.full) at = scanner.at;
    else if (halt === HALT.more) {
      scanner.text.copyWithin(0, scanner.at, end);
      base += scanner.at;
      end -= scanner.at;
      const piece = content.subarray(base + end, base + end + Math.max(1, block()));
      scanner.text.set(piece, end);
      end += piece.length;
      at = 0;
    } else return { halt, values, rows, lines, cell: scanner.cell, at: base + scanner.at };
  }
}
