import { powerOfTwoFft } from "./power-of-two.ts";
import type { ComplexFft } from "./types.ts";

/**
 * The DFT of any length as a convolution with a chirp (Bluestein 1970): with kn = (k^2 + n^2 - (k - n)^2) / 2,
 *
 *   X[k] = c[k] sum_n (x[n] c[n]) conj(c[k - n]),   c[n] = e^{-pi i n^2 / N}
 *
 * and the convolution runs on a power of two >= 2N - 1. Used for sizes with a large prime factor.
 */
export function bluesteinFft(size: number): ComplexFft {
  let length = 2;
  while (length < 2 * size - 1) length *= 2;
  const fft = powerOfTwoFft(length);
  const chirp = new Float64Array(2 * size);
  const kernel = new Float64Array(2 * length);
  for (let n = 0, square = 0; n < size; n++) {
    const angle = (-Math.PI * square) / size;
    chirp[2 * n] = Math.cos(angle);
    chirp[2 * n + 1] = Math.sin(angle);
    kernel[2 * n] = chirp[2 * n];
    kernel[2 * n + 1] = -chirp[2 * n + 1];
    if (n > 0) {
      kernel[2 * (length - n)] = chirp[2 * n];
      kernel[2 * (length - n) + 1] = -chirp[2 * n + 1];
    }
    square = (square + 2 * n + 1) % (2 * size); // n^2 mod 2N, exactly
  }
  const response = new Float64Array(2 * length);
  fft.forward(kernel, response);
  const a = kernel; // free from here on
  const b = new Float64Array(2 * length);

  /** `direction` -1 conjugates the input and the output: the inverse, without its 1/N. */
  const transform = (input: Float64Array, output: Float64Array, direction: 1 | -1, scale: number): void => {
    a.fill(0, 2 * size);
    for (let n = 0; n < 2 * size; n += 2) {
      const re = input[n];
      const im = direction * input[n + 1];
      a[n] = re * chirp[n] - im * chirp[n + 1];
      a[n + 1] = re * chirp[n + 1] + im * chirp[n];
    }
    fft.forward(a, b);
    for (let k = 0; k < 2 * length; k += 2) {
      const re = b[k] * response[k] - b[k + 1] * response[k + 1];
      const im = b[k] * response[k + 1] + b[k + 1] * response[k];
      b[k] = re;
      b[k + 1] = im;
    }
    fft.inverse(b, a);
    for (let k = 0; k < 2 * size; k += 2) {
      output[k] = scale * (a[k] * chirp[k] - a[k + 1] * chirp[k + 1]);
      output[k + 1] = direction * scale * (a[k] * chirp[k + 1] + a[k + 1] * chirp[k]);
    }
  };

  return {
    size,
    forward: (input, output) => transform(input, output, 1, 1),
    inverse: (input, output) => transform(input, output, -1, 1 / size),
  };
}
