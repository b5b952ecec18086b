import type { CurveForm } from "./form.ts";
import type { Hats } from "./hats.ts";

/** The factor of the floor that leaves least beside the others: a clipped cell is anything from nothing to the lowest knot. */
export function bestFloor(
  factors: Float64Array,
  { count, unexplained }: CurveForm,
  { count: hats }: Hats,
): number {
  const floor = hats - 1;
  let sum = 0;
  for (let i = 0; i < factors.length; i++)
    if (i !== floor) sum += unexplained[floor * count + i] * factors[i];
  const own = unexplained[floor * count + floor];
  return own > 0 ? Math.max(0, Math.min(factors[0], -sum / own)) : 0;
}
