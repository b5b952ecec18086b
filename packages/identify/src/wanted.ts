import type { PartialConvention } from "@unspectro/core";
import type { PhaseReading } from "./encoding/phase-unit.ts";
import { DECIBEL, type Scale } from "./encoding/scale.ts";
import type { Arrangement } from "./structure/arrangement.ts";
import type { Placement } from "./structure/frames.ts";

/** What the user said, as constraints on the search. */
export interface Wanted {
  readonly hop?: number;
  readonly conjugate?: boolean;
  readonly scale?: Scale;
  readonly fftSize?: number;
  readonly layout: NonNullable<PartialConvention["layout"]>;
  readonly period?: number;
}

const PERIODS = { radians: 2 * Math.PI, degrees: 360, turns: 1, "half-turns": 2 } as const;

/** Reads a partial convention as constraints; what identification does not search for is left to the resolution. */
export function wantedOf(given: PartialConvention = {}): Wanted {
  const { geometry, encoding, layout = {} } = given;
  const scale = scaleOf(encoding?.magnitude ?? {});
  const { sign, unit, multiplier } = encoding?.phase ?? {};
  return {
    layout,
    ...(geometry?.hop === undefined ? {} : { hop: geometry.hop }),
    ...(geometry?.fftSize === undefined ? {} : { fftSize: geometry.fftSize }),
    ...(sign === undefined ? {} : { conjugate: sign === -1 }),
    ...(scale === undefined ? {} : { scale }),
    ...(unit === undefined ? {} : { period: PERIODS[unit] * (multiplier ?? 1) }),
  };
}

function scaleOf(m: NonNullable<NonNullable<PartialConvention["encoding"]>["magnitude"]>): Scale | undefined {
  const { multiplier = 1, factor } = m;
  switch (m.scale) {
    case undefined:
      return undefined;
    case "amplitude":
      return { curve: "power", rate: 1 };
    case "power":
      return { curve: "power", rate: 0.5 };
    case "power-law":
      return { curve: "power", rate: 1 / (m.exponent ?? 1) };
    case "decibel":
      return { curve: "exp", rate: (DECIBEL * 20) / ((factor ?? 20) * multiplier) };
    case "logarithm": {
      const base = m.base ?? "e";
      const neper = base === "e" ? 1 : Math.log(base);
      return {
        curve: "exp",
        rate: neper / ((factor ?? 1) * multiplier),
        ...(m.added ? { added: m.added } : {}),
      };
    }
    case "log1p":
      return { curve: "expm1", rate: 1 / multiplier };
  }
}

/** Whether an arrangement is what the user said. */
export function fits(a: Arrangement, { layout, fftSize }: Wanted): boolean {
  return (
    (fftSize === undefined || a.fftSize === fftSize) &&
    (layout.frames === undefined || a.axis === layout.frames) &&
    (layout.sides === undefined || a.sides === layout.sides) &&
    (layout.flipped === undefined || a.flipped === layout.flipped) &&
    (layout.dropped === undefined || String(a.dropped) === String(layout.dropped))
  );
}

/** Candidates that agree with what the user said; where none does, the said hop at the usual places. */
export function wantedPlacements<T extends Placement>(
  candidates: readonly T[],
  wanted: Wanted,
): readonly Placement[] {
  const { hop, conjugate } = wanted;
  const agreeing = candidates.filter(
    (c) => (hop === undefined || c.hop === hop) && (conjugate === undefined || c.conjugate === conjugate),
  );
  if (agreeing.length > 0 || hop === undefined) return agreeing;
  const kind = candidates[0]?.kind ?? "fixed";
  return [false, true]
    .filter((c) => conjugate === undefined || c === conjugate)
    .map((c) => ({ kind, conjugate: c, hop, origin: 0 }));
}

/** Phases read with the unit that the user said. */
export function wantedPhase(reading: PhaseReading, { period }: Wanted): PhaseReading {
  if (period === undefined) return reading;
  const unit = (Object.keys(PERIODS) as (keyof typeof PERIODS)[]).find((name) => PERIODS[name] === period);
  return unit === undefined
    ? { ...reading, period }
    : { ...reading, period, unit, quantised: false, offset: 0 };
}
