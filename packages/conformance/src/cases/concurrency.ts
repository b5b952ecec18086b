import type { Faults } from "../bytes.ts";
import { ensureTrue, same } from "../check.ts";
import { type CaseContext, type FixtureCase, withSource } from "../context.ts";
import { noise } from "../noise.ts";

const answers: NonNullable<Faults["answers"]>[] = ["at-once", "later", "shuffled", "mixed"];

async function readAtTheSameTime(context: CaseContext, answer: Faults["answers"]): Promise<void> {
  const next = noise(17);
  await withSource(
    context,
    async ({ source }) => {
      const reads = Array.from({ length: 24 }, async () => {
        const selection = {
          start: next() % source.frames,
          count: 1 + (next() % 7),
          channel: next() % source.channels,
        };
        const into = new Float64Array(selection.count * source.bins * (source.complex ? 2 : 1));
        const { channel } = selection;
        const given = await source.read(selection.start, selection.count, into, { channel });
        const expected = Math.min(selection.count, source.frames - selection.start);
        same(given, expected, `frames given at the same time, bytes answering ${answer}`);
        ensureTrue(context.fixture, into, selection, `at the same time, bytes answering ${answer}`);
      });
      await Promise.all(reads);
    },
    answer === undefined ? {} : { answers: answer },
  );
}

/** That bytes may come at once or later, and reads in parallel. */
export const concurrencyCases: readonly FixtureCase[] = [
  {
    claim: "can be read many times at once, whether bytes come at once, later, or out of order",
    async run(context) {
      for (const answer of answers) await readAtTheSameTime(context, answer);
      return 0;
    },
  },
  {
    claim: "can be opened many times at once",
    async run(context) {
      await Promise.all(answers.map((answer) => readAtTheSameTime(context, answer)));
      return 0;
    },
  },
];
