import {
  type Convention,
  type MagnitudeEncoding,
  type PhaseEncoding,
  type WindowSpec,
  windowFamilies,
} from "@unspectro/core";
import type { Scale } from "../encoding/scale.ts";
import { DECIBEL } from "../encoding/scale.ts";

/** `Hann, periodic, 1024 samples`. */
export function windowWords(spec: WindowSpec): string {
  const title = windowFamilies.find((f) => f.family === spec.family)?.title ?? spec.family;
  if (spec.family === "samples") return `of no named family, ${spec.length} samples, read from the data`;
  const parameter = spec.parameter === undefined ? "" : ` (${Number(spec.parameter.toPrecision(6))})`;
  const kind =
    spec.family === "rectangular" || spec.family === "sine"
      ? ""
      : spec.symmetric
        ? ", symmetric"
        : ", periodic";
  return `${title}${parameter}${kind}, ${spec.length} samples`;
}

/** `decibels, clipped at -80`. */
export function magnitudeWords(m: MagnitudeEncoding): string {
  const floor =
    m.floor === undefined || m.floor === null ? "" : `, clipped at ${Number(m.floor.toPrecision(6))}`;
  switch (m.scale) {
    case "amplitude":
      return "amplitudes, linear";
    case "power":
      return "power (squared amplitudes)";
    case "power-law":
      return `amplitudes to the power ${Number((m.exponent ?? 1).toPrecision(5))}`;
    case "log1p":
      return m.multiplier === undefined
        ? "log1p of amplitudes"
        : "log1p of amplitudes, in steps of an integer type";
    case "logarithm": {
      const of = m.factor === 2 ? "power" : "amplitudes";
      const name = (m.base ?? "e") === "e" ? "natural logarithm" : `logarithm to base ${m.base}`;
      const added = m.added === undefined ? "" : ` (${m.added} added before it)`;
      return `${name} of ${of}${added}${floor}`;
    }
    case "decibel": {
      if (m.multiplier !== undefined)
        return `decibels, ${Number((1 / m.multiplier).toPrecision(5))} dB per stored unit${floor}`;
      return m.factor === 10 ? `10 log10 of amplitudes${floor}` : `decibels${floor}`;
    }
  }
}

export function scaleWords({ curve, rate }: Scale): string {
  if (curve === "power")
    return rate === 1 ? "amplitudes" : rate === 0.5 ? "power" : `a power law of ${(1 / rate).toPrecision(3)}`;
  if (curve === "expm1") return "log1p";
  return `a logarithm of ${Number((rate / DECIBEL).toPrecision(4))} dB per unit`;
}

export function phaseWords(p: PhaseEncoding): string {
  const unit = p.multiplier === undefined ? p.unit : `${Number(p.multiplier.toPrecision(6))} steps a turn`;
  const spread =
    p.wrapped === "wrapped"
      ? ""
      : p.wrapped === "unwrapped-time"
        ? ", unwrapped over time"
        : ", unwrapped over frequency";
  return `${unit}${spread}`;
}

export function originWords(p: PhaseEncoding): string {
  const sign = p.sign === -1 ? ", conjugated" : "";
  if (p.origin === "frame-start") return `the frame's first sample${sign}`;
  if (p.origin === "window-centre") return `the window's centre${sign}`;
  if (p.origin === "signal-start") return `the audio's first sample (absolute time)${sign}`;
  return `sample ${p.origin} of the frame${sign}`;
}

export function sidesWords(c: Convention, bins: number): string {
  const { sides, dropped, cutTop, flipped } = c.layout;
  const names = {
    one: "one-sided",
    two: "two-sided",
    centred: "two-sided, zero frequency in the middle",
    "centred-nyquist-last": "two-sided, zero frequency in the middle, Nyquist last",
  };
  const missing = [
    ...dropped.map((bin) => (bin === "dc" ? "without DC" : "without Nyquist")),
    ...(cutTop > 0 ? [`${cutTop} bins cut off at the top`] : []),
    ...(flipped ? ["highest frequency first"] : []),
  ];
  return [`${names[sides]} (${bins} bins)`, ...missing].join(", ");
}

export function edgeWords(c: Convention): string {
  const { padding, start } = c.geometry;
  const centre =
    start === "half-fft" || start === "half-window"
      ? "centred on multiples of the hop"
      : "from the first sample on";
  const fill = {
    none: "no padding",
    zeros: "padded with zeros",
    reflect: "padded with a mirror image",
    edge: "padded with the edge's value",
    circular: "circular audio",
  };
  return `${centre}, ${fill[padding]}`;
}

/** `50 times worse`, from two ratios e / e0. */
export function worse(rival: number, best: number): string {
  const factor = Math.sqrt(rival / Math.max(best, 1e-300));
  if (factor < 1.3) return "fits as well";
  if (factor < 10) return `fits ${factor.toPrecision(2)} times worse`;
  const digits = 10 ** Math.floor(Math.log10(factor));
  return `fits ${roundWords(Math.round(factor / digits) * digits)} times worse`;
}

/** `2 million`, `90 000`, `300`: few digits, in threes. */
function roundWords(value: number): string {
  if (value >= 1e6) return `${value / 1e6} million`;
  return String(value).replace(/\B(?=(\d{3})+$)/g, " ");
}
