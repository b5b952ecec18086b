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
  B: "1e11111e11111e",
  F: "1f10101e101010",
  H: "1111111f111111",
  T: "1f040404040404",
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
