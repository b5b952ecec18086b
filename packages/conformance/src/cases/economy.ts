import { ensure } from "../check.ts";
import { type FixtureCase, withSource } from "../context.ts";

/** That bytes are not read for nothing. */
export const economyCases: readonly FixtureCase[] = [
  {
    claim: "opens after reading little",
    async run(context) {
      const most = context.options.openBytes ?? 65536;
      await withSource(context, async ({ bytes }) => {
        ensure(
          bytes.traffic.bytes <= most,
          `opening read ${bytes.traffic.bytes} bytes, at most ${most} is fair`,
        );
      });
      return 0;
    },
  },
  {
    claim: "reads the file about once in one pass over the frames",
    async run(context) {
      const passes = context.options.passes ?? 2;
      await withSource(context, async ({ source, bytes }) => {
        const before = bytes.traffic.bytes;
        const count = Math.max(1, Math.min(source.blockFrames, source.frames));
        const into = new Float64Array(count * source.bins * (source.complex ? 2 : 1));
        for (let start = 0; start < source.frames; start += count) await source.read(start, count, into);
        const read = bytes.traffic.bytes - before;
        const most = passes * bytes.size + 4096;
        ensure(read <= most, `one pass over ${bytes.size} bytes read ${read}, at most ${most} is fair`);
      });
      return 0;
    },
  },
];
