import { COMMA } from "./style.ts";

const LOWER = 32;
const LETTER_D = 100;
const LETTER_E = 101;
const LETTER_Q = 113;

/**
 * The number written in `text[from .. until)`, correctly rounded by the language itself: slow, and always right. The
 * fast paths leave it the cells they cannot decide (more than 19 digits near a halfway point, in the main).
 *
 * Takes a decimal comma and Fortran's exponents (`1.5D+02`) for what they are.
 */
export function readExact(text: Uint8Array, from: number, until: number): number {
  let token = "";
  for (let at = from; at < until; at++) {
    const byte = text[at];
    const letter = byte | LOWER;
    if (byte === COMMA) token += ".";
    else if (letter === LETTER_D || letter === LETTER_Q || letter === LETTER_E) token += "e";
    else token += String.fromCharCode(byte);
  }
  return Number(token);
}
