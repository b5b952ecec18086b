import { type ErrorCode, type FrameSource, isUnspectroError, type Numbers } from "@unspectro/core/plugin";
import type { Fixture } from "./fixture.ts";

/** Ends a case with what the reader did wrong. */
export function fail(message: string): never {
  throw new Error(message);
}

export function ensure(claim: boolean, message: string): void {
  if (!claim) fail(message);
}

export function same(found: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) fail(`${what} is ${left}, expected ${right}`);
}

/** What an action throws or rejects with; undefined if it succeeds. */
export async function failureOf(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error ?? new Error("it threw nothing");
  }
}

/** Asks for a typed error of this code. */
export async function ensureFails(action: () => unknown, code: ErrorCode, what: string): Promise<void> {
  const error = await failureOf(action);
  if (!isUnspectroError(error, code)) fail(`${what} should be the error ${code}, but was ${describe(error)}`);
}

export function describe(error: unknown): string {
  if (error === undefined) return "no error";
  const code = isUnspectroError(error) ? ` ${error.code}` : "";
  return error instanceof Error ? `${error.name}${code}: ${error.message}` : String(error);
}

/** Some records of a fixture, as they should come. */
export interface Selection {
  readonly start: number;
  readonly count: number;
  readonly channel?: number;
  readonly firstBin?: number;
  readonly binCount?: number;
}

/** Compares what was read with the truth, from index `at` of `found`. */
export function ensureTrue(
  fixture: Fixture,
  found: Numbers,
  selection: Selection,
  what: string,
  at = 0,
): void {
  const { frames, bins, complex, data } = fixture.expected;
  const unit = complex ? 2 : 1;
  const { start, channel = 0, firstBin = 0, binCount = bins - firstBin } = selection;
  const count = Math.max(0, Math.min(selection.count, frames - start));
  const allowed = (fixture.tolerance ?? 0) * scale(data);
  const single = found instanceof Float32Array;
  for (let record = 0; record < count; record++)
    for (let i = 0; i < binCount * unit; i++) {
      const value = data[((channel * frames + start + record) * bins + firstBin) * unit + i];
      const expected = single ? Math.fround(value) : value;
      const got = found[at + record * binCount * unit + i];
      if (got === expected || (Number.isNaN(got) && Number.isNaN(expected))) continue;
      const slack = single ? Math.abs(expected) * 2 ** -23 : 0;
      if (allowed > 0 && Math.abs(got - expected) <= allowed + slack) continue;
      fail(`${what}: record ${start + record}, number ${i} is ${got}, expected ${expected}`);
    }
}

function scale(data: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++)
    if (Math.abs(data[i]) < Infinity) largest = Math.max(largest, Math.abs(data[i]));
  return largest;
}

/** Reads all of one channel. */
export async function readAll(source: FrameSource, channel = 0): Promise<Float64Array> {
  const numbers = new Float64Array(source.frames * source.bins * (source.complex ? 2 : 1));
  const given = await source.read(0, source.frames, numbers, { channel });
  same(given, source.frames, "the number of frames that a read of everything gave");
  return numbers;
}
