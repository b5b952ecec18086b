import {
  type Convention,
  flatten,
  makeWindow,
  type Profile,
  profiles,
  type Scaling,
  scalingFactor,
} from "@unspectro/core";
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

/** A producer, and the convention with what its defaults add to what the numbers tell. */
export interface Recognised {
  readonly producer: Producer;
  readonly convention: Convention;
}

interface Guess {
  readonly profile: Profile;
  readonly scaling: Scaling;
  readonly loss: number;
}

/** A producer whose defaults differ more is not worth naming. */
const MOST_LOSS = 2.6;

/** Producers that differ less are named together. */
const AS_LIKELY = 0.4;

/** Versions that few still use. */
const RARE = 0.2;
const rare = (id: string): boolean => /^librosa-/.test(id);

/** What speaks for a producer beside the convention. */
export interface Traces {
  readonly element: string;
  readonly fortran: boolean;
  /** Of the audio under the convention, which scales nothing; undefined where the level is not in the files. */
  readonly peak: number | undefined;
  /** Samples up to the last that sounds, where zeros follow that may be padding. */
  readonly sounding?: number | undefined;
}

/** The producer whose defaults differ least from a convention, if the differences are small. */
export function recognise(
  c: Convention,
  { element, fortran, peak, sounding }: Traces,
): Recognised | undefined {
  const guesses = profiles
    .map((profile): Guess => {
      const scaling = scalingOf(profile, c);
      const level = peak === undefined ? 0 : levelLoss({ ...c, encoding: { ...c.encoding, scaling } }, peak);
      return { profile, scaling, loss: lossOf(profile, c) + storage(profile, element, fortran) + level };
    })
    .sort((a, b) => a.loss - b.loss);
  const [best] = guesses;
  if (best.loss > MOST_LOSS) return undefined;
  const { id, title, sampleRate, source } = best.profile;
  const others = guesses.slice(1).filter(({ loss }) => loss < best.loss + AS_LIKELY);
  // a density holds the sample rate, which is not in the files
  const scaling = peak === undefined || best.scaling.rule === "density" ? c.encoding.scaling : best.scaling;
  return {
    producer: { name: title, call: source, sampleRate, others: others.map(({ profile }) => profile.title) },
    convention: {
      ...c,
      profile: id,
      encoding: { ...c.encoding, scaling },
      geometry: { ...c.geometry, ...(sounding === undefined ? {} : tailOf(best.profile, c, sounding)) },
    },
  };
}

/** What a profile says of a convention's geometry. */
function defaultsOf(profile: Profile, { geometry: { fftSize, hop, window } }: Convention) {
  return profile.fields({ fftSize, windowLength: window.length, hop });
}

/** The exact length, where a producer is known to pad up to a whole hop. */
function tailOf(profile: Profile, c: Convention, length: number): Partial<Convention["geometry"]> {
  return defaultsOf(profile, c).geometry?.tail === "cover" ? { tail: "cover", length } : {};
}

function scalingOf(profile: Profile, c: Convention): Scaling {
  return { ...c.encoding.scaling, ...defaultsOf(profile, c).encoding?.scaling };
}

/** Peaks of recordings, full scale being 1; and of those kept as 16-bit whole numbers. */
const USUAL_PEAKS = [0.003, 1.2] as const;
const WHOLE_PEAKS = [100, 33_000] as const;

/** What it says against a producer that with its scaling the audio would be far too loud or too quiet. */
function levelLoss(c: Convention, peak: number): number {
  const level = peak / scalingFactor(c, makeWindow(c.geometry.window));
  const between = ([low, high]: readonly [number, number]): boolean => level >= low && level <= high;
  return between(USUAL_PEAKS) ? 0 : between(WHOLE_PEAKS) ? 0.3 : 2;
}

function lossOf(profile: Profile, c: Convention): number {
  const { fftSize, window } = c.geometry;
  const windowLength = window.length;
  const expected = flatten({ layout: { dropped: [], ...profile.layout }, ...defaultsOf(profile, c) });
  const actual = flatten(c);
  const usual: Readonly<Record<string, unknown>> = {
    "encoding.phase.sign": 1,
    "encoding.phase.origin": "frame-start",
    "geometry.hop": profile.hop?.(windowLength, fftSize) ?? Math.floor(fftSize / 4),
  };
  let loss = (profile.windowLength?.(fftSize) ?? windowLength) === windowLength ? 0 : 1.5;
  const same = (path: string, a: unknown, b: unknown): boolean =>
    path === "geometry.start" ? leadOf(c.geometry, a) === leadOf(c.geometry, b) : String(a) === String(b);
  for (const [path, weight] of Object.entries(WEIGHTS)) {
    const want = expected.get(path) ?? usual[path];
    if (want !== undefined && !same(path, want, actual.get(path))) loss += weight;
  }
  return loss + (rare(profile.id) ? RARE : 0);
}

/** Samples before the audio's first one in the first buffer. */
function leadOf({ fftSize, window }: Convention["geometry"], start: unknown): unknown {
  if (start === "half-fft") return Math.floor(fftSize / 2);
  if (start === "half-window") return Math.floor(window.length / 2);
  return start === "zero" ? 0 : start;
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
