import { DataError, type FrameSource } from "@unspectro/core";
import { readPhases } from "../encoding/phase-unit.ts";

/** Which of two arrays holds the angles. */
export interface Roles {
  /** 0 when the first holds the magnitudes. */
  readonly magnitude: 0 | 1;
  /** How much more the one looks like angles than the other, 0 to 1. */
  readonly margin: number;
  /** How much each looks like angles, 0 to 1. */
  readonly likeness: readonly [number, number];
}

const SAMPLE_RECORDS = 96;
/** What a name is worth beside the numbers. */
const NAME_WEIGHT = 0.15;

/** Angles fill one turn evenly, or step by less than half a turn; magnitudes do neither. Names are only a hint. */
export async function rolesOf(first: FrameSource, second: FrameSource): Promise<Roles> {
  const [a, b] = [await likenessOf(first), await likenessOf(second)];
  const difference = a + hintOf(first) - b - hintOf(second);
  const margin = Math.min(1, Math.abs(difference));
  return { magnitude: difference > 0 ? 1 : 0, margin, likeness: [a, b] };
}

async function likenessOf(source: FrameSource): Promise<number> {
  const records = Math.min(source.frames, SAMPLE_RECORDS);
  const length = Math.min(source.bins, 4096);
  if (records < 2 || length < 2)
    throw new DataError("not-invertible", "one row or column is no spectrogram", { file: source.name });
  const values = new Float64Array(records * length);
  const first = Math.floor((source.frames - records) / 2);
  await source.read(first, records, values, { firstBin: 0, binCount: length });
  return readPhases(values, records, length).likeness;
}

function hintOf({ name }: FrameSource): number {
  if (/phase|angle|phi\b|\barg/.test(name.toLowerCase())) return NAME_WEIGHT;
  return /mag|abs|amp|spec|power/.test(name.toLowerCase()) ? -NAME_WEIGHT : 0;
}
