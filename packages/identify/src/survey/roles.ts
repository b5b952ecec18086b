import { DataError, type FrameSource } from "@unspectro/core";
import { readPhases } from "../encoding/phase-unit.ts";

/** Which of two arrays holds the angles. */
export interface Roles {
  /** 0 when the first holds the magnitudes. */
  readonly magnitude: 0 | 1;
  /** How much more the one looks like angles than the other, 0 to 1. */
  readonly margin: number;
}

const SAMPLE_RECORDS = 96;
/** What a name is worth beside the numbers. */
const NAME_WEIGHT = 0.15;

/** Angles fill one turn evenly, or step by less than half a turn; magnitudes do neither. Names are only a hint. */
export async function rolesOf(first: FrameSource, second: FrameSource): Promise<Roles> {
  const [a, b] = [await likeness(first), await likeness(second)];
  const difference = a - b;
  return { magnitude: difference > 0 ? 1 : 0, margin: Math.min(1, Math.abs(difference)) };
}

async function likeness(source: FrameSource): Promise<number> {
  const records = Math.min(source.frames, SAMPLE_RECORDS);
  const length = Math.min(source.bins, 4096);
  if (records < 2 || length < 2)
    throw new DataError("not-invertible", "one row or column is no spectrogram", { file: source.name });
  const values = new Float64Array(records * length);
  const first = Math.floor((source.frames - records) / 2);
  await source.read(first, records, values, { firstBin: 0, binCount: length });
  const name = source.name.toLowerCase();
  const named = /phase|angle|phi\b|\barg/.test(name)
    ? NAME_WEIGHT
    : /mag|abs|amp|spec|power/.test(name)
      ? -NAME_WEIGHT
      : 0;
  return readPhases(values, records, length).likeness + named;
}
