import { type Convention, flatten, type Profile, profiles } from "@unspectro/core";
import type { Producer } from "../types.ts";

/** What each field that agrees says for a profile, and what one that does not says against it. */
const WEIGHTS: Readonly<Record<string, number>> = {
  "layout.frames": 1,
  "layout.sides": 4,
  "layout.dropped": 4,
  "geometry.window.family": 4,
  "geometry.window.symmetric": 2,
  "geometry.start": 2,
  "geometry.padding": 3,
  "encoding.phase.sign": 4,
  "encoding.phase.origin": 4,
  "encoding.magnitude.scale": 2,
  "geometry.tail": 0.5,
  "geometry.hop": 1,
};

/** The producer whose defaults differ least from a convention, if the differences are small. */
export function producerOf(
  c: Convention,
  element: string,
  fortran: boolean,
): (Producer & { id: string }) | undefined {
  let best: { profile: Profile; loss: number } | undefined;
  for (const profile of profiles) {
    const loss = lossOf(profile, c) + storage(profile, element, fortran);
    if (best === undefined || loss < best.loss - 1e-9) best = { profile, loss };
  }
  if (best === undefined || best.loss > 2.6) return undefined;
  const { id, title, sampleRate, source } = best.profile;
  return { id, name: title, call: source, sampleRate };
}

function lossOf(profile: Profile, c: Convention): number {
  const { fftSize, hop, window } = c.geometry;
  const windowLength = window.length;
  const expected = flatten({
    layout: { dropped: [], ...profile.layout },
    ...profile.fields({ fftSize, windowLength, hop }),
  });
  const actual = flatten(c);
  const usual: Readonly<Record<string, unknown>> = {
    "encoding.phase.sign": 1,
    "encoding.phase.origin": "frame-start",
    "geometry.hop": profile.hop?.(windowLength, fftSize) ?? Math.floor(fftSize / 4),
  };
  let loss = (profile.windowLength?.(fftSize) ?? windowLength) === windowLength ? 0 : 1.5;
  for (const [path, weight] of Object.entries(WEIGHTS)) {
    const want = expected.get(path) ?? usual[path];
    if (want !== undefined && String(want) !== String(actual.get(path))) loss += weight;
  }
  return loss;
}

/** SciPy and MATLAB compute in float64, librosa, torch and TensorFlow in float32. */
function storage(profile: Profile, element: string, fortran: boolean): number {
  const double = /scipy|matlab|octave|dpwe|matplotlib|ltfat/.test(profile.id);
  const wide = element === "float64" || element === "text";
  const single = element === "float32";
  return (
    ((double && single) || (!double && element === "float64") ? 0.6 : 0) +
    (fortran && wide && !double ? 0.1 : 0)
  );
}
