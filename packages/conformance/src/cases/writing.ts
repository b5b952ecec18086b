import {
  type FrameSource,
  isUnspectroError,
  matrixAxes,
  orient,
  type WriteOptions,
} from "@unspectro/core/plugin";
import { watchedBytes } from "../bytes.ts";
import { describe, ensure, ensureFails, ensureTrue, fail, failureOf, readAll, same } from "../check.ts";
import { type CaseContext, type FixtureCase, fileName, withSource } from "../context.ts";
import type { Fixture } from "../fixture.ts";
import { type WatchedSink, watchedSink } from "../sink.ts";

/** What the fixture is asked for when it is opened again. */
function arrayName(fixture: Fixture): string {
  return fixture.options?.array ?? "S";
}

/** Writes a fixture's array; undefined where the format says that it cannot. */
async function written(
  { plugin, fixture }: CaseContext,
  source: FrameSource,
  options: WriteOptions,
): Promise<WatchedSink | undefined> {
  const sink = watchedSink(fileName(fixture));
  const error = await failureOf(() => plugin.write?.([{ name: arrayName(fixture), source }], sink, options));
  if (isUnspectroError(error, "not-writable")) return undefined;
  if (error !== undefined) fail(`writing ${JSON.stringify(options)} ended in ${describe(error)}`);
  ensure(!sink.state.closed && !sink.state.aborted, "the writer ended a sink that it does not own");
  return sink;
}

async function writeAndReadBack(context: CaseContext, options: WriteOptions): Promise<void> {
  const { fixture, plugin } = context;
  const tolerance = Math.max(fixture.tolerance ?? 0, context.options.writeTolerance ?? 0);
  const what = `written with ${JSON.stringify(options)}`;
  await withSource(context, async ({ source }) => {
    const sink = await written(context, source, options);
    if (sink === undefined) return;
    const bytes = watchedBytes(sink.name, sink.content());
    const reopened = await plugin.open(bytes, context.options.reopen?.(fixture, options) ?? fixture.options);
    const { frames, bins, channels = 1, complex = false } = fixture.expected;
    const view = orient(reopened, matrixAxes(reopened)[options.frameAxis ?? 0]);
    same(
      [view.frames, view.bins, view.channels],
      [frames, bins, channels],
      `${what}: frames, bins, channels`,
    );
    same(view.complex, complex, `${what}: complex`);
    if (tolerance < Infinity)
      for (let channel = 0; channel < channels; channel++) {
        const selection = { start: 0, count: frames, channel };
        ensureTrue({ ...fixture, tolerance }, await readAll(view, channel), selection, what);
      }
    await view.close();
  });
}

/** That what is written is what is read. */
export const writingCases: readonly FixtureCase[] = [
  {
    claim: "reads back as it was written",
    async run(context) {
      const ways = [{ frameAxis: 0 }, { frameAxis: 1 }, ...(context.options.writes ?? [])] as const;
      for (const options of ways) await writeAndReadBack(context, options);
      return 0;
    },
  },
  {
    claim: "says so when writing cannot go on",
    async run(context) {
      const { plugin, fixture } = context;
      await withSource(context, async ({ source }) => {
        const whole = await written(context, source, {});
        if (whole === undefined) return;
        const arrays = [{ name: arrayName(fixture), source }];
        const write = (sink: WatchedSink, options: WriteOptions = {}) =>
          plugin.write?.(arrays, sink, options);
        const { length } = whole.content();
        for (const room of [0, 1, Math.floor(length / 2), length - 1])
          await ensureFails(() => write(watchedSink(fileName(fixture), room)), "no-space", "a full disk");
        const stopped = { signal: AbortSignal.abort() };
        await ensureFails(() => write(watchedSink(fileName(fixture)), stopped), "aborted", "a stopped write");
      });
      return 0;
    },
  },
];
