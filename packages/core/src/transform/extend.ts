import type { Geometry } from "../convention/convention.ts";

/**
 * Where sample `index` of the padded audio comes from: an index into the audio's `length` samples, or -1 for silence.
 * Reflection mirrors about the end samples without repeating them, as often as needed (numpy's `reflect`).
 */
export function sourceIndex(
  index: number,
  length: number,
  padding: Geometry["padding"],
  period: number = length,
): number {
  if (index >= 0 && index < length) return index;
  if (length < 1) return -1;
  switch (padding) {
    case "none":
    case "zeros":
      return -1;
    case "edge":
      return index < 0 ? 0 : length - 1;
    case "reflect": {
      if (length === 1) return 0;
      const turn = 2 * (length - 1);
      const at = modulo(index, turn);
      return at < length ? at : turn - at;
    }
    case "circular": {
      const at = modulo(index, period);
      return at < length ? at : -1;
    }
  }
}

/**
 * Writes the padded audio from sample `from` on into `into`: what {@link Forward.run} wants.
 *
 * @param audio the whole audio
 * @param period for circular audio: the length after which it repeats (the audio zero-extended), default its own
 *
 * @example
 * ```ts
 * import { extend } from "@unspectro/core";
 *
 * const padded = new Float64Array(7);
 * extend(Float64Array.of(1, 2, 3), "reflect", -2, padded);
 * console.log([...padded]); // [3, 2, 1, 2, 3, 2, 1]
 * ```
 */
export function extend(
  audio: Float64Array,
  padding: Geometry["padding"],
  from: number,
  into: Float64Array,
  period: number = audio.length,
): void {
  const inside = Math.max(0, from);
  const insideEnd = Math.min(audio.length, from + into.length);
  if (insideEnd > inside) into.set(audio.subarray(inside, insideEnd), inside - from);
  for (let i = 0; i < into.length; i++) {
    const index = from + i;
    if (index >= 0 && index < audio.length) {
      i = insideEnd - from - 1;
      continue;
    }
    const source = sourceIndex(index, audio.length, padding, period);
    into[i] = source < 0 ? 0 : audio[source];
  }
}

/** The remainder that is never negative. */
export function modulo(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}
