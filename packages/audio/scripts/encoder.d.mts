/** The text of src/write/wasm/module.ts, compiled afresh. */
export function compileEncoder(): Promise<string>;
export const target: URL;
