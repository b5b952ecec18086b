import {
  ConventionError,
  DataError,
  FormatError,
  type FrameSource,
  framesOfArray,
  matrixAxes,
  type Numbers,
} from "@unspectro/core";
import { checkBank, type FilterBank } from "../bank/bank.ts";

/** A bank as a complex array, channels x taps, that any writer takes (.npy and others). */
export function bankSource(bank: FilterBank, name = "bank"): FrameSource {
  checkBank(bank);
  const { channels, length, real, imaginary } = bank;
  const cells = new Float64Array(2 * channels * length);
  for (let tap = 0; tap < channels * length; tap++) {
    cells[2 * tap] = real[tap];
    cells[2 * tap + 1] = imaginary[tap];
  }
  return framesOfArray(cells, [channels, length], { name, complex: true });
}

/** A window as an array of one row that any writer takes. */
export function windowSource(window: Float64Array, name = "window"): FrameSource {
  return framesOfArray(window, [1, window.length], { name });
}

/** Banks are small; a larger array is something else that was picked by mistake. */
const MOST_TAPS = 2 ** 24;

/**
 * A bank from an array of channels x taps, real or complex, read by any reader.
 *
 * @throws DataError `not-finite`; ConventionError for a decimation that is none or an array too large for a bank
 */
export async function bankFromSource(source: FrameSource, decimation: number): Promise<FilterBank> {
  const { frames, bins, complex } = source;
  if (frames * bins > MOST_TAPS) {
    throw new ConventionError("does-not-fit", "bank", `${source.name} is too large for a filter bank`, {
      expected: `at most ${MOST_TAPS} taps`,
      found: `${frames} x ${bins}`,
    });
  }
  const numbers = await readAll(source);
  // a Fortran-order array comes column after column: taps x channels
  const turned = source.frameAxis === matrixAxes(source)[1];
  const [channels, length] = turned ? [bins, frames] : [frames, bins];
  const real = new Float64Array(frames * bins);
  const imaginary = new Float64Array(frames * bins);
  for (let f = 0; f < frames; f++)
    for (let b = 0; b < bins; b++) {
      const tap = turned ? b * length + f : f * length + b;
      const at = f * bins + b;
      real[tap] = complex ? numbers[2 * at] : numbers[at];
      imaginary[tap] = complex ? numbers[2 * at + 1] : 0;
    }
  const bank = { channels, decimation, length, real, imaginary };
  checkBank(bank);
  return bank;
}

/** All numbers of a source, which the caller has found small enough. */
async function readAll(source: FrameSource): Promise<Numbers> {
  const numbers = new Float64Array(source.frames * source.bins * (source.complex ? 2 : 1));
  const got = await source.read(0, source.frames, numbers);
  if (got < source.frames) {
    throw new FormatError("truncated", "the array ends too early", {
      file: source.name,
      expected: `${source.frames} records`,
      found: String(got),
    });
  }
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new DataError("not-finite", `${source.name} holds ${numbers[bad]}`, { where: `number ${bad}` });
  return numbers;
}

/**
 * A window from an array of one row or one column, read by any reader.
 *
 * @throws FormatError `bad-shape` for complex data or a matrix; DataError `not-finite`
 */
export async function windowFromSource(source: FrameSource): Promise<Float64Array> {
  const { frames, bins, complex } = source;
  if (complex || Math.min(frames, bins) !== 1 || frames * bins > MOST_TAPS) {
    throw new FormatError("bad-shape", "this array is no window", {
      file: source.name,
      expected: "one row or column of real numbers",
      found: `${complex ? "complex, " : ""}${source.shape.join(" x ")}`,
    });
  }
  return Float64Array.from(await readAll(source));
}
