import { isUnspectroError } from "@unspectro/core/plugin";
import { watchedBytes } from "../bytes.ts";
import { describe, ensure, ensureFails, ensureTrue, fail, failureOf, readAll, same } from "../check.ts";
import { type FixtureCase, fileName, fixtureBytes, withSource } from "../context.ts";
import { watchedScratch } from "../sink.ts";

/** Closing, stopping, failing disks: that a reader ends well. */
export const endingCases: readonly FixtureCase[] = [
  {
    claim: "can be closed twice, and not be read afterwards",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const into = new Float64Array(source.bins * 2);
        await source.read(0, 1, into);
        await source.close();
        await source.close();
        await ensureFails(() => source.read(0, 1, into), "closed", "reading after close");
      });
      return 0;
    },
  },
  {
    claim: "stops when it is told to",
    async run(context) {
      const { plugin, fixture } = context;
      const signal = AbortSignal.abort();
      const open = () => plugin.open(fixtureBytes(fixture), { ...fixture.options, signal });
      await ensureFails(open, "aborted", "opening with a signal that is aborted");
      await withSource(context, async ({ source }) => {
        const into = new Float64Array(source.frames * source.bins * 2).fill(-1);
        const read = () => source.read(0, source.frames, into, { signal });
        await ensureFails(read, "aborted", "reading with a signal that is aborted");
        ensure(
          into.every((value) => value === -1),
          "a read that was stopped before it began wrote numbers",
        );
        ensureTrue(
          fixture,
          await readAll(source),
          { start: 0, count: source.frames },
          "after a stopped read",
        );
      });
      return 0;
    },
  },
  {
    claim: "stops in the midst of its work, and can be read again",
    async run(context) {
      const { plugin, fixture } = context;
      const scratch = watchedScratch();
      const stop = new AbortController();
      const bytes = fixtureBytes(fixture, { answers: "later" });
      const opening = failureOf(async () => {
        const source = await plugin.open(bytes, { ...fixture.options, scratch, signal: stop.signal });
        await source.close();
      });
      stop.abort();
      const error = await opening;
      ensure(
        error === undefined || isUnspectroError(error, "aborted"),
        `opening that was stopped ended in ${describe(error)}`,
      );
      same(scratch.held(), 0, "the number of scratch files left by an opening that was stopped");
      await withSource(
        context,
        async ({ source }) => {
          const late = new AbortController();
          const into = new Float64Array(source.frames * source.bins * 2);
          const reading = failureOf(() => source.read(0, source.frames, into, { signal: late.signal }));
          late.abort();
          const outcome = await reading;
          if (outcome !== undefined && !isUnspectroError(outcome, "aborted"))
            fail(`a read that was stopped ended in ${describe(outcome)}`);
          const all = await readAll(source);
          ensureTrue(fixture, all, { start: 0, count: source.frames }, "after a read stopped midway");
        },
        { answers: "later" },
      );
      return 0;
    },
  },
  {
    claim: "passes on the failure of a disk, whichever read it hits",
    async run(context) {
      const { fixture } = context;
      for (let failsAt = 0; failsAt < 200; failsAt++) {
        let reads = 0;
        const error = await failureOf(() =>
          withSource(
            context,
            async ({ source, bytes }) => {
              try {
                for (let channel = 0; channel < source.channels; channel++) await readAll(source, channel);
              } finally {
                reads = bytes.traffic.reads;
              }
            },
            { failsAt },
          ),
        );
        if (error === undefined) {
          ensure(reads <= failsAt, `read ${failsAt} of ${fixture.name} failed, and nobody was told`);
          return failsAt;
        }
        if (!isUnspectroError(error, "not-readable"))
          fail(`the failure of read ${failsAt} became ${describe(error)}`);
      }
      return 200;
    },
  },
  {
    claim: "does not take a file that shrinks while it is read for zeros",
    async run(context) {
      const { fixture, plugin } = context;
      const { length } = fixture.bytes;
      const ends = [0, 1, 0.25, 0.5, 0.75, 0.9].map((part) =>
        part === 1 ? length - 1 : Math.floor(part * length),
      );
      for (const endsAt of ends) {
        const bytes = watchedBytes(fileName(fixture), fixture.bytes, { endsAt });
        const error = await failureOf(async () => {
          const source = await plugin.open(bytes, fixture.options ?? {});
          try {
            for (let channel = 0; channel < source.channels; channel++) {
              const what = `from a file that shrank to ${endsAt} bytes`;
              ensureTrue(
                fixture,
                await readAll(source, channel),
                { start: 0, count: source.frames, channel },
                what,
              );
            }
          } finally {
            await source.close();
          }
        });
        if (error !== undefined && !isUnspectroError(error))
          fail(`shrunk to ${endsAt} bytes: ${describe(error)}`);
      }
      return ends.length;
    },
  },
];
