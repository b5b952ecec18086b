import { ConventionError } from "@unspectro/core";

/** Refuses samples of which no window can be made. */
export function checkSamples(field: string, samples: Float64Array): void {
  const wrong = samples.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new ConventionError("bad-convention", field, "a window holds finite numbers only", {
      found: `${samples[wrong]} at ${wrong}`,
    });
  }
  if (!samples.some((value) => value !== 0)) {
    throw new ConventionError("bad-convention", field, "the window is zero everywhere, or empty");
  }
}

/** Refuses what is no count. */
export function positiveInteger(field: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new ConventionError("bad-convention", field, "must be a whole number of 1 or more", {
    found: String(value),
  });
}
