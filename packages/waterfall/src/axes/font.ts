/** Height of a letter and its width with the gap after it, in pixels. */
export const LETTER_HEIGHT = 7;
export const LETTER_WIDTH = 6;

/** Letters of 5 x 7 pixels, drawn for this: each row five bits, the highest leftmost, two hexadecimal digits a row. */
const letters: Readonly<Record<string, string>> = {
  "0": "0e11131519110e",
  "1": "040c040404040e",
  "2": "0e11010204081f",
  "3": "1f02040201110e",
  "4": "02060a121f0202",
  "5": "1f101e0101110e",
  "6": "0608101e11110e",
  "7": "1f010204080808",
  "8": "0e11110e11110e",
  "9": "0e11110f01020c",
  ".": "00000000000c0c",
  ":": "000c0c000c0c00",
  "-": "0000001f000000",
  ",": "0000000c0c0408",
  ";": "000c0c000c0408",
  "(": "02040808080402",
  ")": "08040202020408",
  "%": "18190204081303",
  "'": "0c040800000000",
  "+": "0004041f040400",
  "=": "00001f001f0000",
  "/": "00010204081000",
  A: "0e11111f111111",
  B: "1e11111e11111e",
  C: "0e11101010110e",
  D: "1e11111111111e",
  E: "1f10101e10101f",
  F: "1f10101e101010",
  G: "0e11101711110f",
  H: "1111111f111111",
  I: "0e04040404040e",
  J: "0702020202120c",
  K: "11121418141211",
  L: "1010101010101f",
  M: "111b1515111111",
  N: "11191915131311",
  O: "0e11111111110e",
  P: "1e11111e101010",
  Q: "0e11111115120d",
  R: "1e11111e141211",
  S: "0f10100e01011e",
  T: "1f040404040404",
  U: "1111111111110e",
  V: "111111110a0a04",
  W: "1111111515150a",
  X: "110a0a040a0a11",
  Y: "11110a0a040404",
  Z: "1f01020408101f",
  a: "00000e010f110f",
  b: "10101e1111111e",
  c: "00000e1010110e",
  d: "01010f1111110f",
  e: "00000e111f100e",
  f: "0609081c080808",
  g: "00000f110f010e",
  h: "10101619111111",
  i: "04000c0404040e",
  j: "0200060202120c",
  k: "10101214181412",
  l: "0c04040404040e",
  m: "00001a15151111",
  n: "00001619111111",
  o: "00000e1111110e",
  p: "00001e111e1010",
  q: "00000f110f0101",
  r: "00001619101010",
  s: "00000e100e011e",
  t: "08081c08080906",
  u: "0000111111130d",
  v: "000011110a0a04",
  w: "0000111515150a",
  x: "0000110a040a11",
  y: "000011110f010e",
  z: "00001f0204081f",
};

/** Width of a text in pixels. */
export function textWidth(text: string): number {
  return Math.max(0, text.length * LETTER_WIDTH - 1);
}

/** Draws a text into pixels of one byte, its top left corner at (x, y). Letters there are none of leave a gap. */
export function drawText(
  text: string,
  x: number,
  y: number,
  pixels: Uint8Array,
  width: number,
  ink: number,
): void {
  for (let i = 0; i < text.length; i++) {
    const letter = letters[text[i]!] ?? "";
    for (let row = 0; row < LETTER_HEIGHT; row++) {
      const bits = Number.parseInt(letter.slice(2 * row, 2 * row + 2) || "0", 16);
      for (let column = 0; column < 5; column++) {
        const left = x + i * LETTER_WIDTH + column;
        const at = (y + row) * width + left;
        if ((bits >> (4 - column)) & 1 && left >= 0 && left < width && at >= 0 && at < pixels.length)
          pixels[at] = ink;
      }
    }
  }
}
