import Fft from "fft.js";
import type { ComplexFft } from "./types.ts";

/** fft.js (radix 4) behind our interface; `size` is a power of two >= 2. */
export function powerOfTwoFft(size: number): ComplexFft {
  const fft = new Fft(size);
  return {
    size,
    forward: (input, output) => fft.transform(output, input),
    inverse: (input, output) => fft.inverseTransform(output, input),
  };
}
