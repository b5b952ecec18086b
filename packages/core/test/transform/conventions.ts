import fc from "fast-check";
import type {
  Convention,
  Geometry,
  Layout,
  MagnitudeEncoding,
  PhaseEncoding,
  Scaling,
  WindowSpec,
} from "../../src/index.ts";

/** Any subset of the parts, the rest as librosa has it. */
export function conventionWith(parts: {
  layout?: Partial<Layout>;
  magnitude?: Partial<MagnitudeEncoding>;
  phase?: Partial<PhaseEncoding>;
  scaling?: Partial<Scaling>;
  detrend?: "none" | "frame-mean";
  geometry?: Partial<Omit<Geometry, "window">>;
  window?: Partial<WindowSpec>;
}): Convention {
  const fftSize = parts.geometry?.fftSize ?? 64;
  return {
    version: 1,
    layout: {
      frames: "columns",
      sides: "one",
      dropped: [],
      cutTop: 0,
      flipped: false,
      skipRows: 0,
      skipColumns: 0,
      ...parts.layout,
    },
    encoding: {
      magnitude: { scale: "amplitude", ...parts.magnitude },
      phase: { unit: "radians", sign: 1, origin: "frame-start", wrapped: "wrapped", ...parts.phase },
      scaling: { rule: "none", ...parts.scaling },
      detrend: parts.detrend ?? "none",
    },
    geometry: {
      fftSize,
      hop: Math.max(1, Math.floor(fftSize / 4)),
      placement: "centre",
      start: "half-fft",
      padding: "zeros",
      tail: "fit",
      length: null,
      sampleRate: null,
      ...parts.geometry,
      window: { family: "hann", length: fftSize, symmetric: false, ...parts.window },
    },
  };
}

/** Noise that a seed names. */
export function noise(length: number, seed = 1): Float64Array {
  let state = seed >>> 0 || 1;
  return Float64Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  });
}

const windowFamilies = [
  "hann",
  "hamming",
  "blackman",
  "rectangular",
  "sine",
  "bartlett",
  "sqrt-hann",
  "nuttall",
] as const;

/** Conventions with every field that an inverse must honour drawn at random, the windows no longer than the FFT. */
export const anyConvention: fc.Arbitrary<Convention> = fc
  .record({
    fftSize: fc.integer({ min: 4, max: 70 }),
    hopShare: fc.double({ min: 0.02, max: 1, noNaN: true }),
    lengthShare: fc.double({ min: 0.1, max: 1, noNaN: true }),
    family: fc.constantFrom(...windowFamilies),
    symmetric: fc.boolean(),
    placement: fc.constantFrom("start", "centre", 1, 5) as fc.Arbitrary<Geometry["placement"]>,
    start: fc.constantFrom("zero", "half-fft", "half-window", -3, 2) as fc.Arbitrary<Geometry["start"]>,
    padding: fc.constantFrom("none", "zeros", "reflect", "edge") as fc.Arbitrary<Geometry["padding"]>,
    tail: fc.constantFrom("fit", "fit-window", "cover", "touch", "ceil") as fc.Arbitrary<Geometry["tail"]>,
    sides: fc.constantFrom("one", "two", "centred", "centred-nyquist-last") as fc.Arbitrary<Layout["sides"]>,
    flipped: fc.boolean(),
    scale: fc.constantFrom(
      "amplitude",
      "power",
      "power-law",
      "decibel",
      "logarithm",
      "log1p",
    ) as fc.Arbitrary<MagnitudeEncoding["scale"]>,
    multiplier: fc.constantFrom(1, 0.5, -2),
    offset: fc.constantFrom(0, 0.25),
    unit: fc.constantFrom("radians", "degrees", "turns", "half-turns") as fc.Arbitrary<PhaseEncoding["unit"]>,
    sign: fc.constantFrom(1, -1) as fc.Arbitrary<1 | -1>,
    origin: fc.constantFrom("frame-start", "window-centre", "signal-start", 3) as fc.Arbitrary<
      PhaseEncoding["origin"]
    >,
    wrapped: fc.constantFrom("wrapped", "unwrapped-frequency", "unwrapped-time") as fc.Arbitrary<
      PhaseEncoding["wrapped"]
    >,
    difference: fc.constantFrom("none", "none", "time") as fc.Arbitrary<"none" | "time">,
    rule: fc.constantFrom(
      "none",
      "window-sum",
      "window-energy",
      "fft-size",
      "sqrt-fft-size",
      "density",
    ) as fc.Arbitrary<Scaling["rule"]>,
    innerBins: fc.constantFrom(1, 2, Math.SQRT2),
  })
  .map((d) => {
    const length = Math.min(d.fftSize, Math.max(4, Math.round(d.lengthShare * d.fftSize)));
    return conventionWith({
      layout: { sides: d.sides, flipped: d.flipped },
      magnitude: {
        scale: d.scale,
        exponent: 0.3,
        factor: d.scale === "decibel" ? 20 : 2,
        multiplier: d.multiplier,
        offset: d.offset,
      },
      phase: { unit: d.unit, sign: d.sign, origin: d.origin, wrapped: d.wrapped, difference: d.difference },
      scaling: { rule: d.rule, innerBins: d.innerBins, gain: 1.5 },
      geometry: {
        fftSize: d.fftSize,
        hop: Math.max(1, Math.round(d.hopShare * length)),
        placement: d.placement,
        start: d.start,
        padding: d.padding,
        tail: d.tail,
        sampleRate: 8000,
      },
      window: { family: d.family, length, symmetric: d.symmetric },
    });
  });
