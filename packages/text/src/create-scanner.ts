import type { Scanner } from "./scanner.ts";
import { createScriptScanner } from "./script-scanner.ts";

/** The fastest scanner this machine runs. */
export async function createScanner(): Promise<Scanner> {
  return createScriptScanner();
}
