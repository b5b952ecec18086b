import type { Convention, MagnitudeEncoding, PhaseEncoding, Scaling, WindowSpec } from "@unspectro/core";
import type { EdgeFinding } from "../edges/edges.ts";
import type { MagnitudeFacts } from "../encoding/facts.ts";
import type { PhaseReading } from "../encoding/phase-unit.ts";
import { DECIBEL, fullScale, isClipped, type Scale } from "../encoding/scale.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";

/** Writes what was found as a convention. `offset` is where the window begins in the placed buffer. */
export function conventionOf(
  h: Hypothesis,
  window: WindowSpec,
  offset: number,
  edges: EdgeFinding,
  detrend: boolean,
  skip: { readonly rows: number; readonly columns: number },
): Convention {
  const { arrangement, placement } = h;
  const size = arrangement.fftSize;
  const home = settle(placement.origin, offset, window.length, size);
  return {
    version: 1,
    layout: {
      frames: arrangement.axis,
      sides: arrangement.sides,
      dropped: arrangement.dropped,
      cutTop: arrangement.cutTop,
      flipped: arrangement.flipped,
      skipRows: skip.rows,
      skipColumns: skip.columns,
    },
    encoding: {
      magnitude: magnitudeOf(h.scale, h.view.facts),
      phase: phaseOf(
        h.view.phase,
        placement.conjugate,
        placement.kind === "rotating" ? "signal-start" : home.origin,
      ),
      scaling: scalingOf(h.edgeGain),
      detrend: detrend ? "frame-mean" : "none",
    },
    geometry: {
      fftSize: size,
      hop: placement.hop,
      window,
      placement: home.placement,
      ...(placement.kind === "rotating"
        ? { start: leadOf(home.lead, edges, size), length: edges.length }
        : movedBy(home.place - offset, edges, size, window.length)),
      padding: edges.padding,
      tail: edges.tail,
      sampleRate: null,
    },
  };
}

/**
 * Absolute-time phases tell where the first buffer begins, but for whole FFT sizes: before the audio where its edges
 * show padding, else not before it, so that no sample is taken for padding.
 */
function leadOf(lead: number, edges: EdgeFinding, size: number): number {
  return lead < 0 && edges.padding === "none" ? lead + size : lead;
}

/**
 * Edges were told in the time of buffers whose window begins at `offset`; the convention's begins `later` samples on, so
 * that its buffers begin as much earlier.
 */
function movedBy(
  later: number,
  { start, length }: EdgeFinding,
  size: number,
  windowLength: number,
): { start: EdgeFinding["start"]; length: number | null } {
  if (later === 0) return { start, length };
  if (start === "zero") return { start, length: length === null ? null : length + later };
  return { start: -Math.floor((start === "half-fft" ? size : windowLength) / 2) - later, length };
}

/** Where the window stands in the buffer and which sample the phase refers to: only their difference is in the data. */
function settle(
  origin: number,
  offset: number,
  length: number,
  size: number,
): { placement: "start" | "centre" | number; place: number; origin: PhaseEncoding["origin"]; lead: number } {
  const centre = Math.floor((size - length) / 2);
  // sample `at` of the stored buffer is the window's first
  const at = (origin + offset) % size;
  const name = (place: number): "start" | "centre" | number =>
    place === 0 ? "start" : place === centre ? "centre" : place;
  if (at + length <= size) return { placement: name(at), place: at, origin: "frame-start", lead: 0 };
  const half = Math.floor(length / 2);
  if ((at + half) % size === 0)
    return { placement: name(centre), place: centre, origin: "window-centre", lead: at - size - centre };
  const place = length === size ? 0 : centre;
  return { placement: name(place), place, origin: (place - at + size) % size, lead: at - size - place };
}

type Ways = readonly (readonly [rate: number, how: Partial<MagnitudeEncoding>])[];

const DECIBELS: Ways = [
  [DECIBEL, {}],
  [Math.LN10 / 10, { factor: 10 }],
];
const LOGARITHMS: Ways = [
  [1, {}],
  [Math.LN10, { base: 10 }],
  [Math.LN2, { base: 2 }],
  [DECIBEL, { base: 10, factor: 20 }],
  [Math.LN10 / 10, { base: 10, factor: 10 }],
];
const POWER_LOGARITHMS: Ways = [
  [0.5, { factor: 2 }],
  [Math.LN10 / 2, { factor: 2, base: 10 }],
];

function magnitudeOf(scale: Scale, facts: MagnitudeFacts): MagnitudeEncoding {
  const { curve, rate, added = 0 } = scale;
  const near = (a: number, b: number): boolean => Math.abs(a / b - 1) < 1e-9;
  if (curve === "power") {
    if (near(rate, 1)) return { scale: "amplitude" };
    if (near(rate, 0.5)) return { scale: "power" };
    return { scale: "power-law", exponent: 1 / rate };
  }
  const round = (ways: Ways): Partial<MagnitudeEncoding> | undefined =>
    ways.find(([r]) => near(rate, r))?.[1];
  if (curve === "expm1") return near(rate, 1) ? { scale: "log1p" } : { scale: "log1p", multiplier: 1 / rate };
  const floor = isClipped(scale, facts) ? { floor: facts.min } : {};
  if (added > 0) {
    const how = round(LOGARITHMS);
    if (how !== undefined) return { scale: "logarithm", ...how, added, ...floor };
    // e^(rate v) - c is proportional to e^(rate v - ln c) - 1
    return { scale: "log1p", multiplier: 1 / rate, offset: Math.log(added) / rate, ...floor };
  }
  const how = round(DECIBELS);
  if (how !== undefined) return { scale: "decibel", ...how, ...floor };
  const log = round([...LOGARITHMS, ...POWER_LOGARITHMS]);
  if (log !== undefined) return { scale: "logarithm", ...log, ...floor };
  // a picture or a normalisation: `unit` steps are so many decibels, the loudest is 0 dB
  const offset = fullScale(facts) === undefined ? 0 : facts.max;
  return { scale: "decibel", multiplier: DECIBEL / rate, offset, ...floor };
}

function phaseOf(
  { unit, period, offset, quantised, wrapped }: PhaseReading,
  conjugate: boolean,
  origin: PhaseEncoding["origin"],
): PhaseEncoding {
  const plain = {
    sign: conjugate ? (-1 as const) : (1 as const),
    origin,
    wrapped: wrapped === "unwrapped" ? ("unwrapped-frequency" as const) : wrapped,
  };
  if (!quantised) return { unit, ...plain };
  return { unit: "turns", multiplier: period, offset, ...plain };
}

function scalingOf(edgeGain: number): Scaling {
  return edgeGain === 1 ? { rule: "none" } : { rule: "none", innerBins: edgeGain };
}
