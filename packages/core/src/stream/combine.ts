import type { MaybePromise } from "../contract/bytes.ts";
import { DataError } from "../contract/errors.ts";
import type { FrameSource, Numbers, ReadOptions } from "../contract/source.ts";

/** Complex phasors (librosa.magphase's second output) as a source of their angles, in radians. */
export function anglesOf(source: FrameSource): FrameSource {
  return mapped(source, { complex: false }, (start, count, into, options) => {
    const width = options?.binCount ?? source.bins - (options?.firstBin ?? 0);
    const pairs = new Float64Array(2 * count * width);
    return after(source.read(start, count, pairs, options), (given) => {
      for (let i = 0; i < given * width; i++) into[i] = Math.atan2(pairs[2 * i + 1], pairs[2 * i]);
      return given;
    });
  });
}

/**
 * Two files of real and imaginary parts as one source of complex numbers.
 *
 * @throws DataError `mismatched-pair` when their shapes or axes differ
 */
export function complexOf(real: FrameSource, imaginary: FrameSource): FrameSource {
  const same =
    real.frames === imaginary.frames &&
    real.bins === imaginary.bins &&
    real.channels === imaginary.channels &&
    real.frameAxis === imaginary.frameAxis;
  if (!same) {
    throw new DataError("mismatched-pair", "real and imaginary parts differ in shape", {
      file: imaginary.name,
      expected: real.shape.join(" x "),
      found: imaginary.shape.join(" x "),
    });
  }
  return {
    ...mapped(
      real,
      { complex: true, name: `${real.name} + i ${imaginary.name}` },
      (start, count, into, options) => {
        const width = options?.binCount ?? real.bins - (options?.firstBin ?? 0);
        const [re, im] = [new Float64Array(count * width), new Float64Array(count * width)];
        return after(real.read(start, count, re, options), (given) =>
          after(imaginary.read(start, count, im, options), () => {
            for (let i = 0; i < given * width; i++) {
              into[2 * i] = re[i];
              into[2 * i + 1] = im[i];
            }
            return given;
          }),
        );
      },
    ),
    close() {
      return after(real.close(), () => imaginary.close());
    },
  };
}

type Read = (start: number, count: number, into: Numbers, options?: ReadOptions) => MaybePromise<number>;

/** A source with other cells than the one it reads from. */
function mapped(source: FrameSource, change: Partial<FrameSource>, read: Read): FrameSource {
  const {
    format,
    name,
    frames,
    bins,
    channels,
    element,
    shape,
    frameAxis,
    blockFrames,
    partialRecords,
    notes,
  } = source;
  return {
    format,
    name,
    frames,
    bins,
    channels,
    element,
    complex: false,
    shape,
    frameAxis,
    blockFrames,
    partialRecords,
    notes,
    ...change,
    read,
    close: () => source.close(),
  };
}

function after<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
