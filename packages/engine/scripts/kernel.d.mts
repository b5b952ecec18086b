/** The text of src/kernel/wasm.ts, compiled afresh. */
export function compileKernel(): Promise<string>;
export const target: URL;
