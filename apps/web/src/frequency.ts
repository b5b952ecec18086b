import { type FrequencyAxis, type FrequencyScale, frequencyScale } from "@unspectro/waterfall";

/** Shares of a frequency axis, from 0 at its lower end to 1. */
export interface Stretch {
  readonly bottom: number;
  readonly top: number;
}

/** The axis of a stretch of another. */
export function axisOf(bins: number, axis: FrequencyAxis, { bottom, top }: Stretch): FrequencyAxis {
  if (bottom <= 0 && top >= 1) return axis;
  const whole = frequencyScale(bins, axis);
  return { ...axis, low: whole.at(bottom), high: whole.at(top) };
}

/** The same in numbers. */
export function scaleOfStretch(bins: number, axis: FrequencyAxis, stretch: Stretch): FrequencyScale {
  return frequencyScale(bins, axisOf(bins, axis, stretch));
}
