import {
  axisRoles,
  checkRead,
  FormatError,
  type FrameSource,
  type Numbers,
  type ReadOptions,
} from "@unspectro/core/plugin";

const BLOCK_NUMBERS = 65536;

/**
 * An array from its numbers in a single column, as Octave writes integers and arrays of more than two dimensions: the
 * first dimension varies fastest, so that columns are records. Dimensions after the second are channels; a last one of
 * 2 is real and imaginary part.
 *
 * @throws FormatError `unsupported` when the first two dimensions are no matrix
 */
export function columnsOf(list: FrameSource, shape: readonly number[]): FrameSource {
  const roles = axisRoles(shape, list.name, { complex: list.complex, channels: "last" });
  if (roles.matrix[0] !== 0 || roles.matrix[1] !== 1) {
    throw new FormatError("unsupported", "an array whose first two dimensions are no matrix", {
      file: list.name,
      found: shape.join(" x "),
      advice: "save squeeze(x), or use save -v6",
    });
  }
  const [bins, frames] = shape;
  const channels = roles.channels.reduce((product, axis) => product * shape[axis], 1);
  const planes = roles.pair === undefined ? 1 : 2;
  const unit = list.complex ? 2 : 1;
  const source: FrameSource = {
    ...list,
    frames,
    bins,
    channels,
    complex: list.complex || planes === 2,
    shape,
    frameAxis: 1,
    blockFrames: Math.max(1, Math.min(1024, Math.floor(BLOCK_NUMBERS / bins))),
    partialRecords: true,
    async read(start: number, count: number, into: Numbers, options: ReadOptions = {}): Promise<number> {
      const { given, channel, firstBin, binCount } = checkRead(source, start, count, into, options);
      const signal = options.signal === undefined ? {} : { signal: options.signal };
      const whole = binCount === bins;
      const runs = whole ? Math.min(given, 1) : given;
      const length = whole ? given * bins : binCount;
      const plane = new Float64Array(planes === 2 ? length : 0);
      for (let run = 0; run < runs; run++) {
        for (let part = 0; part < planes; part++) {
          const first = ((part * channels + channel) * frames + start + run) * bins + firstBin;
          if (planes === 1) {
            await list.read(
              first,
              length,
              into.subarray(run * length * unit, (run + 1) * length * unit),
              signal,
            );
          } else {
            await list.read(first, length, plane, signal);
            for (let n = 0; n < length; n++) into[2 * (run * length + n) + part] = plane[n];
          }
        }
      }
      return given;
    },
  };
  return source;
}
