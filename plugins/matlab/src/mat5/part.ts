import type { FrameSource, Numbers, ReadOptions } from "@unspectro/core/plugin";

/** The real (0) or imaginary (1) parts of a complex source as a real one. */
export function partOf(source: FrameSource, part: number): FrameSource {
  let pairs = new Float64Array(0);
  return {
    ...source,
    complex: false,
    async read(start: number, count: number, into: Numbers, options: ReadOptions = {}): Promise<number> {
      const width = options.binCount ?? source.bins - (options.firstBin ?? 0);
      if (pairs.length < 2 * count * width) pairs = new Float64Array(2 * count * width);
      const given = await source.read(start, count, pairs, options);
      for (let n = 0; n < given * width; n++) into[n] = pairs[2 * n + part];
      return given;
    },
  };
}
