import type { Scanner } from "./scanner.ts";
import { createScriptScanner } from "./script-scanner.ts";

/** Scanners that nobody uses at the moment: opening many small files should not make many. */
const idle: Scanner[] = [];
const MOST_IDLE = 4;

/** The fastest scanner this machine runs, for the caller alone until it is given back. */
export async function borrowScanner(): Promise<Scanner> {
  const rested = idle.pop();
  if (rested !== undefined) return rested;
  const { createWasmScanner } = await import("./wasm/wasm-scanner.ts");
  return (await createWasmScanner()) ?? createScriptScanner();
}

export function giveBackScanner(scanner: Scanner): void {
  if (idle.length < MOST_IDLE) idle.push(scanner);
}
