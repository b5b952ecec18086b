import { FormatError } from "@unspectro/core";
import type { FilterBank, SynthesisBank } from "../bank/bank.ts";

/** A bank in JSON: taps channel after channel. */
export interface BankJson {
  readonly version: 1;
  readonly decimation: number;
  /** Of synthesis banks. */
  readonly delay?: number;
  readonly filters: readonly { readonly real: readonly number[]; readonly imaginary?: readonly number[] }[];
}

/** A bank as plain JSON, every digit kept. */
export function bankToJson(bank: FilterBank | SynthesisBank): BankJson {
  const { channels, length, decimation, real, imaginary } = bank;
  return {
    version: 1,
    decimation,
    ...("delay" in bank ? { delay: bank.delay } : {}),
    filters: Array.from({ length: channels }, (_, i) => {
      const [from, to] = [i * length, (i + 1) * length];
      const part = imaginary.subarray(from, to);
      return {
        real: Array.from(real.subarray(from, to)),
        ...(part.some((tap) => tap !== 0) ? { imaginary: Array.from(part) } : {}),
      };
    }),
  };
}

/**
 * A bank from JSON that anybody may have written.
 *
 * @throws FormatError `bad-header` naming the field that is wrong
 */
export function bankFromJson(json: unknown): FilterBank | SynthesisBank {
  if (!isRecord(json) || json.version !== 1) throw wrong("version", "1");
  const { decimation, delay, filters } = json;
  if (!isWhole(decimation, 1)) throw wrong("decimation", "a whole number of 1 or more");
  if (delay !== undefined && !isWhole(delay, 0)) throw wrong("delay", "a whole number of 0 or more");
  if (!Array.isArray(filters) || filters.length === 0) throw wrong("filters", "a list of filters");
  const length = isRecord(filters[0]) && Array.isArray(filters[0].real) ? filters[0].real.length : 0;
  if (length === 0) throw wrong("filters[0].real", "a list of taps");
  const real = new Float64Array(filters.length * length);
  const imaginary = new Float64Array(filters.length * length);
  filters.forEach((filter: unknown, i) => {
    if (!isRecord(filter)) throw wrong(`filters[${i}]`, "an object");
    takeTaps(filter.real, real.subarray(i * length, (i + 1) * length), `filters[${i}].real`);
    if (filter.imaginary === undefined) return;
    takeTaps(filter.imaginary, imaginary.subarray(i * length, (i + 1) * length), `filters[${i}].imaginary`);
  });
  const bank = { channels: filters.length, decimation, length, real, imaginary };
  return delay === undefined ? bank : { ...bank, delay };
}

function takeTaps(taps: unknown, into: Float64Array, field: string): void {
  const fits = Array.isArray(taps) && taps.length === into.length && taps.every(Number.isFinite);
  if (!fits) throw wrong(field, `a list of ${into.length} finite numbers`);
  into.set(taps);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least;
}

function wrong(field: string, expected: string): FormatError {
  return new FormatError("bad-header", "this is not a filter bank in JSON", { where: field, expected });
}
