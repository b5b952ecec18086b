import type { Numbers } from "@unspectro/core/plugin";
import { readExact } from "../exact.ts";
import { type Halt, type Scanner, STARTS, TEXT_BYTES, VALUES } from "../scanner.ts";
import { MODULE } from "./module.ts";
import { powersOfFive } from "./powers-of-five.ts";

/** What `assembly/index.ts` exports: functions, and places in its memory. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly text: WebAssembly.Global;
  readonly values: WebAssembly.Global;
  readonly starts: WebAssembly.Global;
  readonly startLines: WebAssembly.Global;
  readonly powers: WebAssembly.Global;
  readonly at: WebAssembly.Global;
  readonly written: WebAssembly.Global;
  readonly rows: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly cell: WebAssembly.Global;
  /** To be called once `powers` are there. */
  roundPowers(): void;
  setStyle(separator: number, decimal: number, comment: number, lineEnd: number, complex: boolean): void;
  begin(columns: number, first: number, until: number, stop: number, single: boolean, cell: number): void;
  scan(from: number, end: number, last: boolean, rows: number): Halt;
  beginRows(): void;
  findRows(from: number, end: number, last: boolean, wanted: number): Halt;
}

let compiled: Promise<WebAssembly.Module | undefined> | undefined;
let powers: BigUint64Array | undefined;

/** The scanner in WebAssembly; undefined where that may not run (no SIMD, or a page's security policy forbids it). */
export async function createWasmScanner(): Promise<Scanner | undefined> {
  compiled ??= compile();
  const module = await compiled;
  if (module === undefined) return undefined;
  let text = new Uint8Array(0);
  const base = (): number => text.byteOffset;
  const host = { readExact: (from: number, until: number) => readExact(text, from - base(), until - base()) };
  const instance = await WebAssembly.instantiate(module, { host });
  const wasm = instance.exports as unknown as Exports;
  const { buffer } = wasm.memory;
  text = new Uint8Array(buffer, wasm.text.value, TEXT_BYTES);
  powers ??= powersOfFive();
  new BigUint64Array(buffer, wasm.powers.value, powers.length).set(powers);
  wasm.roundPowers();
  const doubles = new Float64Array(buffer, wasm.values.value, VALUES);
  const singles = new Float32Array(buffer, wasm.values.value, VALUES);
  let values: Numbers = doubles;

  return {
    text,
    get values() {
      return values;
    },
    starts: new Int32Array(buffer, wasm.starts.value, STARTS),
    startLines: new Int32Array(buffer, wasm.startLines.value, STARTS),
    setStyle: ({ separator, decimal, comment, lineEnd, complex }) =>
      wasm.setStyle(separator, decimal, comment, lineEnd, complex),
    begin({ columns, first, until, stop, single }, cell) {
      values = single ? singles : doubles;
      wasm.begin(columns, first, until, stop, single, cell);
    },
    scan: (from, end, last, rows) => wasm.scan(from, end, last, Math.min(rows, MOST_ROWS)),
    beginRows: () => wasm.beginRows(),
    findRows: (from, end, last, wanted) => wasm.findRows(from, end, last, wanted),
    get at() {
      return wasm.at.value;
    },
    get written() {
      return wasm.written.value;
    },
    get rows() {
      return wasm.rows.value;
    },
    get lines() {
      return wasm.lines.value;
    },
    get cell() {
      return wasm.cell.value;
    },
  };
}

/** Rows are counted in 32 bits. */
const MOST_ROWS = 0x7fffffff;

async function compile(): Promise<WebAssembly.Module | undefined> {
  try {
    return await WebAssembly.compile(Uint8Array.from(atob(MODULE), (letter) => letter.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
