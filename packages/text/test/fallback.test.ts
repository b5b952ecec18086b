import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("runs in JavaScript where a page's security policy forbids WebAssembly", async () => {
  vi.stubGlobal("WebAssembly", {
    compile: () => Promise.reject(new Error("Refused to compile: violates Content Security Policy")),
  });
  const { borrowScanner } = await import("../src/create-scanner.ts");
  const { createWasmScanner } = await import("../src/wasm/wasm-scanner.ts");
  expect(await createWasmScanner()).toBeUndefined();
  const scanner = await borrowScanner();
  scanner.text.set(new TextEncoder().encode("1.5,2\n"));
  scanner.begin({ columns: 2, first: 0, until: 2, stop: 2, single: false }, 0);
  scanner.scan(0, 6, true, 1);
  expect([...scanner.values.subarray(0, scanner.written)]).toEqual([1.5, 2]);
});

test("gives scanners that were given back to whoever comes next", async () => {
  const { borrowScanner, giveBackScanner } = await import("../src/create-scanner.ts");
  const first = await borrowScanner();
  const second = await borrowScanner();
  expect(second).not.toBe(first);
  giveBackScanner(first);
  expect(await borrowScanner()).toBe(first);
});
