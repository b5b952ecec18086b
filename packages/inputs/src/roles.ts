import type { Look } from "./look.ts";

/** What an array may be of a spectrogram. */
export type Role = "magnitude" | "phase" | "real" | "imaginary" | "complex";

const named: readonly (readonly [Role, RegExp])[] = [
  ["phase", /(^|[^a-z])(phases?|angles?|arg|ang|phi|p)([^a-z]|$)|phase|angle/i],
  ["real", /(^|[^a-z])(real|re|cos)([^a-z]|$)/i],
  ["imaginary", /(^|[^a-z])(imag|imaginary|im|sin)([^a-z]|$)/i],
  [
    "magnitude",
    /(^|[^a-z])(mags?|magnitudes?|abs|amp|amplitudes?|spec|spectrogram|power|db|s|m)([^a-z]|$)|magnitude|spectrogram/i,
  ],
];

/** What a name says about an array, if it says anything. */
export function roleByName(name: string): Role | undefined {
  const short = (name.split(/[\\/]/).at(-1) ?? name).replace(/([a-z])([A-Z])/g, "$1_$2");
  return named.find(([, pattern]) => pattern.test(short))?.[0];
}

const TURN = 2 * Math.PI;
const near = (value: number, target: number, tolerance = 1e-2): boolean =>
  Math.abs(value - target) <= tolerance * Math.abs(target);

/**
 * How much an array looks like phases rather than magnitudes: above 0 it does. Angles fill their range to its ends
 * (pi, 180, 1/2), and stand at 0 or pi in the DC and Nyquist rows; magnitudes are never negative, or logarithms.
 */
export function phaseLikeness(look: Look, name: string): number {
  let score = 0;
  const { min, max } = look;
  if (near(max, Math.PI) && near(min, -Math.PI)) score += 4;
  else if (near(max, 180) && near(min, -180)) score += 4;
  else if (near(max, 0.5) && near(min, -0.5)) score += 3;
  else if (near(max, 1) && near(min, -1)) score += 2;
  else if (min >= 0 && near(max, TURN)) score += 2;
  else if (min >= 0 && near(max, 360)) score += 2;
  else if (min < 0 && max > 0 && look.negatives > 0.3 * look.cells) score += 1;
  if (min >= 0) score -= 1;
  if (max === 0 && min < 0) score -= 4;
  if (look.atMinimum > 0.001 * look.cells && look.atMinimum > 50 && min < 0) score -= 2;
  if (Math.max(look.edges.firstBin, look.edges.lastBin, look.edges.firstFrame) > 0.9) score += 2;
  const said = roleByName(name);
  if (said === "phase") score += 1.5;
  if (said === "magnitude") score -= 1.5;
  return score;
}
