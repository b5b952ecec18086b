import { isUnspectroError } from "@unspectro/core/plugin";
import { watchedBytes } from "../bytes.ts";
import { describe, ensure, ensureTrue, fail } from "../check.ts";
import { type CaseContext, type FixtureCase, fileName } from "../context.ts";
import { noise } from "../noise.ts";
import { watchedScratch } from "../sink.ts";

/** How long one malformed input may keep a reader busy, in milliseconds, on a slow and busy machine. */
const PATIENCE = 10_000;

/** The most numbers to ask for of a file that lies about its size. */
const MOST = 1 << 16;

/** What became of a malformed input: nothing, or the numbers that were read. */
interface Outcome {
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  /** Of each channel; absent where the file claims more than is worth reading. */
  readonly data?: readonly Float64Array[];
}

/** Opens and reads a malformed input; only a typed error or an end of reading are allowed, and soon. */
async function outcomeOf(
  context: CaseContext,
  content: Uint8Array,
  what: string,
): Promise<Outcome | undefined> {
  const { plugin, fixture } = context;
  const scratch = watchedScratch();
  const bytes = watchedBytes(fileName(fixture), content);
  const begun = performance.now();
  let outcome: Outcome | undefined;
  try {
    await plugin.list(bytes, fixture.options);
    const source = await plugin.open(bytes, { scratch, ...fixture.options });
    try {
      const { frames, bins, channels } = source;
      ensure(
        [frames, bins, channels].every((length) => Number.isSafeInteger(length) && length > 0),
        `${what}: it opened as ${channels} x ${frames} x ${bins}`,
      );
      const unit = source.complex ? 2 : 1;
      if (frames * bins * channels * unit <= MOST) {
        const data: Float64Array[] = [];
        for (let channel = 0; channel < channels; channel++) {
          const into = new Float64Array(frames * bins * unit);
          await source.read(0, frames, into, { channel });
          data.push(into);
        }
        outcome = { frames, bins, channels, data };
      } else {
        const binCount = Math.min(bins, MOST / 4);
        const into = new Float64Array(binCount * unit);
        await source.read(0, 1, into, { binCount });
        await source.read(frames - 1, 1, into, { binCount, channel: channels - 1 });
        outcome = { frames, bins, channels };
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!isUnspectroError(error)) fail(`${what}: ${describe(error)}`);
    outcome = undefined;
  }
  const taken = performance.now() - begun;
  ensure(taken < PATIENCE, `${what}: it took ${Math.round(taken)} ms`);
  ensure(scratch.held() === 0, `${what}: ${scratch.held()} scratch files were not freed`);
  return outcome;
}

/** The lengths to cut a file to: every one of a small file, every one at both ends of a large one. */
function cuts(length: number, effort: number): number[] {
  const every = Math.max(16, Math.round(4096 * effort));
  if (length <= every) return Array.from({ length }, (_, at) => at);
  const third = Math.floor(every / 3);
  const inner = (length - 2 * third) / third;
  return [
    ...Array.from({ length: third }, (_, at) => at),
    ...Array.from({ length: third }, (_, at) => third + Math.floor(at * inner)),
    ...Array.from({ length: third }, (_, at) => length - third + at),
  ];
}

function ensurePrefix(context: CaseContext, outcome: Outcome, what: string): void {
  const { fixture } = context;
  const { frames, bins, channels = 1 } = fixture.expected;
  const fewer = fixture.truncation === "prefix" && outcome.frames <= frames;
  ensure(
    outcome.bins === bins || (fewer && outcome.frames === 1),
    `${what}: it opened as ${outcome.frames} x ${outcome.bins}, not an error`,
  );
  ensure(outcome.frames === frames || fewer, `${what}: it gave ${outcome.frames} frames, not an error`);
  ensure(outcome.channels === channels, `${what}: it gave ${outcome.channels} channels`);
  outcome.data?.forEach((data, channel) => {
    // Of text that was cut, the last record may be a beginning of the true one.
    const count = fixture.truncation === "prefix" ? outcome.frames - 1 : frames;
    if (count > 0) ensureTrue(fixture, data, { start: 0, count, channel }, what);
  });
}

/** That damage is noticed, or at least survived. */
export const malformedCases: readonly FixtureCase[] = [
  {
    claim: "is not taken for whole wherever it is cut short",
    async run(context) {
      const lengths = cuts(context.fixture.bytes.length, context.options.effort ?? 1);
      for (const length of lengths) {
        const what = `cut to ${length} bytes`;
        const outcome = await outcomeOf(context, context.fixture.bytes.slice(0, length), what);
        if (outcome !== undefined) ensurePrefix(context, outcome, what);
      }
      return lengths.length;
    },
  },
  {
    claim: "survives any flipped bit at its ends",
    async run(context) {
      const { bytes } = context.fixture;
      const every = Math.max(16, Math.round(256 * (context.options.effort ?? 1)));
      let tried = 0;
      for (let at = 0; at < bytes.length; at++) {
        if (at >= every && at < bytes.length - every) continue;
        for (let bit = 0; bit < 8; bit++) {
          const flipped = bytes.slice();
          flipped[at] ^= 1 << bit;
          await outcomeOf(context, flipped, `bit ${bit} of byte ${at} flipped`);
          tried++;
        }
      }
      return tried;
    },
  },
  {
    claim: "survives random damage",
    async run(context) {
      const { bytes } = context.fixture;
      const count = Math.max(20, Math.round(400 * (context.options.effort ?? 1)));
      const next = noise(23);
      for (let i = 0; i < count; i++) {
        const { content, how } = damaged(bytes, next);
        await outcomeOf(context, content, `damage ${i}: ${how}`);
      }
      return count;
    },
  },
];

/** One of the ways in which files are damaged: overwritten, cut out, repeated, blanked, grown. */
function damaged(bytes: Uint8Array, next: () => number): { content: Uint8Array; how: string } {
  const near = next() % 2 === 0 ? Math.min(bytes.length, 160) : bytes.length;
  const at = next() % near;
  const length = 1 + (next() % 16);
  const rest = bytes.subarray(Math.min(bytes.length, at + length));
  const head = bytes.subarray(0, at);
  const piece = bytes.subarray(at, at + length);
  const noisy = Uint8Array.from({ length }, () => next() >>> 24);
  const ways: [how: string, parts: Uint8Array[]][] = [
    [`${length} bytes overwritten at ${at}`, [head, noisy.subarray(0, piece.length), rest]],
    [`${length} bytes missing at ${at}`, [head, rest]],
    [`${length} bytes repeated at ${at}`, [head, piece, piece, rest]],
    [`${length} bytes zero at ${at}`, [head, new Uint8Array(piece.length), rest]],
    [`${length} bytes full at ${at}`, [head, new Uint8Array(piece.length).fill(255), rest]],
    [`${length} bytes added at ${at}`, [head, noisy, bytes.subarray(at)]],
  ];
  const [how, parts] = ways[next() % ways.length];
  const content = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let position = 0;
  for (const part of parts) {
    content.set(part, position);
    position += part.length;
  }
  return { content, how };
}
