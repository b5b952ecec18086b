import { amplitudesUnder, type Scale } from "../encoding/scale.ts";
import { roundingUnder } from "../encoding/stretch.ts";
import type { View } from "../hypothesis/view.ts";

/** Digits that text is told by; more are float32, whose rounding is never what frames disagree by. */
const MOST_DIGITS = 5;
/** Values that digits are counted on. */
const SAMPLE = 2000;

/** The width of the steps that numbers were rounded to: whole numbers, or so many digits; 0 where none show. */
function stepsOf(values: Float64Array): (value: number) => number {
  const stride = Math.max(1, Math.floor(values.length / SAMPLE));
  const some = values.filter((v, i) => i % stride === 0 && Number.isFinite(v) && v !== 0);
  if (some.every(Number.isInteger)) return () => 1;
  for (let digits = 1; digits <= MOST_DIGITS; digits++)
    if (some.every((v) => Math.abs(Number(v.toPrecision(digits)) - v) <= 1e-6 * Math.abs(v)))
      return (v) => (v === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(v))) + 1 - digits));
  return () => 0;
}

/**
 * The share of the energy that rounding alone must have left as noise in the cells, however they were made: frames that agree
 * better than that do so by chance.
 */
export function roundingIn({ block, phase, facts }: View, scale: Scale): number {
  const amplitudes = amplitudesUnder(scale, facts.max, block.magnitude);
  const magnitudeStep = stepsOf(block.magnitude);
  const phaseStep = stepsOf(block.phase);
  let turned = 0;
  let energy = 0;
  for (let i = 0; i < amplitudes.length; i++) {
    if (!Number.isFinite(amplitudes[i])) continue;
    const power = amplitudes[i] ** 2;
    const half = (Math.PI * phaseStep(block.phase[i])) / phase.period;
    energy += power;
    if (half > 0) turned += power * (1 - (Math.sin(half) / half) ** 2);
  }
  const halves = block.magnitude.map((v) => magnitudeStep(v) / 2);
  return (energy > 0 ? turned / energy : 0) + roundingUnder(block.magnitude, halves, scale, facts);
}
