import { readPhases } from "../encoding/phase-unit.ts";

/** What a run of numbers, of which not even the records are known, says about being angles. */
export interface AngleFacts {
  /** 0 to 1. */
  readonly likeness: number;
  /** What a turn may be, and which number angle zero is: one where it shows, else all that are usual. */
  readonly turns: readonly (readonly [number, number])[];
}

/** Units that unwrapped angles may be counted in. */
const TURNS = [2 * Math.PI, 360, 2, 1] as const;
/** In radians: how near to a multiple of half a turn counts. */
const NEAR = 4e-4;
/** Half floats and whole numbers stand at whole numbers, whatever they are: of those, only wrapped angles show. */
const FINE = 2 ** -12;
/** How many times more than by chance must stand there. */
const MORE = 4;

/**
 * Wrapped angles fill a turn evenly. Unwrapped ones may be unwrapped across records, so their steps say nothing yet;
 * but DC and Nyquist, if they are there, stand at whole multiples of half a turn more often than chance has it.
 */
export function angleFacts(values: Float64Array): AngleFacts {
  const { period, offset, wrapped, likeness } = readPhases(values, 1, values.length);
  if (wrapped === "wrapped") return { likeness, turns: [[period, offset]] };
  const fine = values.some((v) => Math.abs(v) > 0.5 && v / FINE !== Math.round(v / FINE));
  if (!fine) return { likeness, turns: TURNS.map((turn) => [turn, 0] as const) };
  const counts = TURNS.map((turn) => multiples(values, turn));
  const most = Math.max(...counts.map(({ near }) => near));
  const best = TURNS.findIndex((_, i) => counts[i].near > 0.8 * most && counts[i].excess > MORE);
  if (best < 0) return { likeness, turns: TURNS.map((turn) => [turn, 0] as const) };
  return { likeness: Math.max(likeness, 0.8), turns: [[TURNS[best], 0]] };
}

/**
 * How many numbers stand at multiples of half a turn other than 0, and how many times more than by chance. The smallest
 * number of all does not count: decibels clipped at -80 stand there, too.
 */
function multiples(values: Float64Array, turn: number): { near: number; excess: number } {
  const scale = (2 * Math.PI) / turn;
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  let near = 0;
  let far = 0;
  for (const v of values) {
    if (Math.abs(v) < turn / 4 || v === least) continue;
    far++;
    if (Math.abs(Math.sin(scale * v)) < NEAR) near++;
  }
  return { near, excess: near / Math.max((2 * NEAR * far) / Math.PI, 2) };
}
