/** The text of src/wasm/module.ts, compiled afresh. */
export function compileScanner(): Promise<string>;
export const target: URL;
