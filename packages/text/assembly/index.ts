// The scanner in WebAssembly: src/scanner.ts is its interface, src/script-scanner.ts its reference.

export { roundPowers } from "./decimal";
export { powers, startLines, starts, text, values } from "./memory";
export { at, begin, beginRows, cell, findRows, lines, rows, scan, written } from "./scan";
export { setStyle } from "./style";
