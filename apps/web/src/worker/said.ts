import {
  type Convention,
  type Facts,
  flatten,
  type PartialConvention,
  resolveConvention,
  unflatten,
} from "@unspectro/core";

/** What people would say of any STFT; the program needs no more in order not to ask the numbers. */
const ALWAYS: ReadonlySet<string> = new Set([
  "geometry.fftSize",
  "geometry.hop",
  "geometry.window.family",
  "geometry.sampleRate",
]);

/** The fewest fields of a convention from which, with what the files tell, the whole of it follows. */
export function saidOf(convention: Convention, facts: Facts): PartialConvention {
  const wanted = flatten(convention);
  const pick = (chosen: (path: string) => boolean): PartialConvention =>
    unflatten(new Map([...wanted].filter(([path]) => chosen(path))));
  const few = pick((path) => ALWAYS.has(path));
  const missing = differing(few, wanted, facts);
  if (missing === undefined) return pick(() => true);
  const enough = pick((path) => ALWAYS.has(path) || missing.has(path));
  return differing(enough, wanted, facts)?.size === 0 ? enough : pick(() => true);
}

/** Paths of the fields that come out otherwise than wanted; undefined where nothing comes out at all. */
function differing(
  given: PartialConvention,
  wanted: ReadonlyMap<string, unknown>,
  facts: Facts,
): Set<string> | undefined {
  try {
    const come = flatten(resolveConvention({ given, facts }).convention);
    const paths = new Set([...wanted.keys(), ...come.keys()]);
    return new Set([...paths].filter((path) => !same(wanted.get(path), come.get(path))));
  } catch {
    // A window that needs a parameter, say: then nothing is left out.
    return undefined;
  }
}

/** What is not known and what is not said are the same. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
