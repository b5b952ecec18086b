import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "../src/consistency/evidence.ts";
import { bendOf } from "../src/curve/bend.ts";
import { hatsOf } from "../src/curve/hats.ts";
import { effortOf } from "../src/effort.ts";
import { magnitudeFacts } from "../src/encoding/facts.ts";
import { readPhases } from "../src/encoding/phase-unit.ts";
import { amplitudesUnder, type Scale } from "../src/encoding/scale.ts";
import { stretchOf } from "../src/encoding/stretch.ts";
import { focus } from "../src/hypothesis/focus.ts";
import { glance } from "../src/hypothesis/glance.ts";
import { identify } from "../src/index.ts";
import { placesOf } from "../src/search/places.ts";
import { arrangementsOf } from "../src/structure/arrangement.ts";
import { lineFacts } from "../src/structure/lines.ts";
import { meanPerBin } from "../src/survey/loudest.ts";
import { type Block, pairOf } from "../src/survey/pair.ts";
import { wantedOf } from "../src/wanted.ts";
import { buffered } from "../src/window/candidate.ts";
import { breadth, envelopeOf } from "../src/window/envelope.ts";
import { fitWindow } from "../src/window/fit.ts";
import { nameable } from "../src/window/nameable.ts";
import { conventionFor, filesOf, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

/** Normal numbers, the same at every run. */
function normals(seed: number): () => number {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Cells `frames x bins` of noise, plus what `signal` adds: real and imaginary part by frame and bin. */
function noisy(
  frames: number,
  bins: number,
  signal: (f: number, b: number) => readonly [number, number],
): Block {
  const normal = normals(3);
  const magnitude = new Float64Array(frames * bins);
  const phase = new Float64Array(frames * bins);
  for (let f = 0; f < frames; f++)
    for (let b = 0; b < bins; b++) {
      const [re, im] = signal(f, b);
      const x = re + normal();
      const y = im + normal();
      magnitude[f * bins + b] = Math.hypot(x, y);
      phase[f * bins + b] = Math.atan2(y, x);
    }
  return { first: 0, frames, bins, magnitude, phase };
}

const read = (block: Block): ReturnType<typeof lineFacts> =>
  lineFacts(block, readPhases(block.phase, block.frames, block.bins), meanPerBin(block));

describe("through noise", () => {
  it("a line of real numbers leans towards 0 and pi, and noise does not", () => {
    const real = read(noisy(64, 60, (f, b) => [b === 0 ? 3 * Math.sin(f) : 0, 0]));
    expect(real.real[0]).toBeLessThan(0.8);
    expect(real.leaning[0]).toBeGreaterThan(2);
    expect(real.leaning[1]).toBeLessThan(1.8);
    const nothing = read(noisy(64, 60, () => [0, 0]));
    expect(Math.max(...nothing.leaning)).toBeLessThan(1.8);
  });

  it("a line that leans makes its bin DC, and whole powers of two the likeliest size", () => {
    const facts = read(noisy(64, 129, (f, b) => [b === 0 ? 4 * Math.sin(f) : 0, 0]));
    const sizes = [...arrangementsOf("rows", 129, facts, false)].sort((a, b) => b.prior - a.prior);
    expect(sizes[0].fftSize).toBe(256);
    expect(sizes.slice(0, 3).every(({ dropped }) => !dropped.includes("dc"))).toBe(true);
  });

  it("mirrored bins have opposite phases, whichever way they are centred", () => {
    const frames = 40;
    const size = 48;
    const tone = (f: number, k: number): readonly [number, number] => {
      const sign = k > size / 2 ? -1 : 1;
      const bin = sign > 0 ? k : size - k;
      const level = 6 / (1 + bin / 6);
      const angle = Math.sin(17 * bin + 5 * f) * 40;
      return [level * Math.cos(angle), sign * level * Math.sin(angle)];
    };
    expect(read(noisy(frames, size, tone)).mirrors[0]).toBeGreaterThan(0.75);
    const centred = noisy(frames, size, (f, b) => tone(f, (b + size / 2 + 1) % size));
    const facts = read(centred);
    expect(facts.mirrors[2]).toBeGreaterThan(0.75);
    expect(facts.mirrors[1]).toBeLessThan(0.75);
    expect(arrangementsOf("rows", size, facts, false)[0].sides).toBe("centred-nyquist-last");
  });

  it("bins of one side that mirror each other in a narrow band only, as resampling leaves them, are one side", () => {
    const bins = 129;
    const facts = read(
      noisy(64, bins, (f, b) => {
        const image = b > bins / 2;
        const bin = image ? bins - 1 - b : b;
        const level = (image ? Math.exp(-(b - 64) / 3) : 1) * (bin > 54 ? 6 : 40);
        const angle = Math.sin(17 * bin + 5 * f) * 40;
        return [level * Math.cos(angle), (image ? -1 : 1) * level * Math.sin(angle)];
      }),
    );
    expect(facts.mirrors[1]).toBeLessThan(0.75);
    expect(arrangementsOf("rows", bins, facts, false).every(({ sides }) => sides === "one")).toBe(true);
  });

  it("files of unusual size are still read, and noise does not pass for an expanding scale", async () => {
    const geometry = {
      fftSize: 200,
      hop: 60,
      window: { family: "hann", length: 200, symmetric: false },
      start: "zero",
      padding: "none",
      tail: "fit",
    } as const;
    const { magnitude, phase } = filesOf(voice(16_000), conventionFor({ geometry }));
    const { frames, bins } = magnitude;
    const a = new Float64Array(frames * bins);
    const p = new Float64Array(frames * bins);
    await magnitude.read(0, frames, a);
    await phase.read(0, frames, p);
    const level = 0.06 * Math.sqrt(a.reduce((sum, v) => sum + v * v, 0) / a.length);
    const normal = normals(9);
    for (let i = 0; i < a.length; i++) {
      const x = a[i] * Math.cos(p[i]) + level * normal();
      const y = a[i] * Math.sin(p[i]) + level * normal();
      a[i] = Math.hypot(x, y) ** 0.6;
      p[i] = Math.atan2(y, x);
    }
    const found = await identify({
      first: memory("one", frames, bins, a),
      second: memory("two", frames, bins, p),
    });
    expect(found.convention?.geometry).toMatchObject({ fftSize: 200, hop: 60 });
    const { scale, exponent = 1 } = found.convention?.encoding.magnitude ?? {};
    expect(scale).toBe("power-law");
    expect(Math.abs(exponent - 0.6)).toBeLessThan(0.05);
  });
});

describe("the stretching of a scale", () => {
  const scales: fc.Arbitrary<Scale> = fc.oneof(
    fc.record({ curve: fc.constant("power" as const), rate: fc.constantFrom(0.5, 1, 1.7) }),
    fc.record({ curve: fc.constant("exp" as const), rate: fc.double({ min: 0.05, max: 2, noNaN: true }) }),
    fc.record({ curve: fc.constant("expm1" as const), rate: fc.double({ min: 0.05, max: 2, noNaN: true }) }),
  );
  const values = fc.array(fc.double({ min: 0.5, max: 9, noNaN: true }), { minLength: 3, maxLength: 20 });

  it("is the mean logarithm of A dA / dv", () => {
    fc.assert(
      fc.property(scales, values, (scale, list) => {
        const cells = Float64Array.from([0.1, ...list]);
        const max = Math.max(...list);
        const step = 1e-6;
        const amplitude = (v: number): number => amplitudesUnder(scale, max, Float64Array.of(v))[0];
        const logs = list.map((v) => {
          const slope = (amplitude(v + step) - amplitude(v - step)) / (2 * step);
          return Math.log(amplitude(v) * slope);
        });
        const mean = logs.reduce((sum, v) => sum + v, 0) / logs.length;
        expect(stretchOf(cells, scale, { min: 0.1, max })).toBeCloseTo(mean, 5);
      }),
    );
  });

  it("of a free curve is what its factors add", () => {
    const normal = normals(5);
    const cells = Float64Array.from({ length: 3000 }, () => Math.hypot(normal(), normal()));
    const hats = hatsOf(cells, { curve: "power", rate: 1 }, magnitudeFacts(cells), 8);
    expect(bendOf(hats, hats.named)).toBeCloseTo(0, 12);
    expect(
      bendOf(
        hats,
        hats.named.map(() => 1.5),
      ),
    ).toBeCloseTo(2 * Math.log(1.5), 12);
  });
});

describe("windows at a glance", () => {
  it("are as broad as the number of equal samples that would be as concentrated", () => {
    expect(breadth(new Float64Array(40).fill(3))).toBeCloseTo(40, 10);
    expect(breadth(Float64Array.of(0, 7, 0, 0))).toBeCloseTo(1, 10);
  });

  it("explain frames that were made with a usual one, and not those of another kind", () => {
    const size = 64;
    const hop = 32;
    const frames = 60;
    const audio = voice(size + hop * frames);
    const left = (window: (n: number) => number): number => {
      const z = new Float64Array(frames * size);
      for (let t = 0; t < frames; t++)
        for (let n = 0; n < size; n++) z[t * size + n] = window(n) * audio[t * hop + n];
      const evidence = evidenceOf(z, frames, size, hop);
      if (evidence === undefined) throw new RangeError("frames without overlap");
      return nameable(evidence, envelopeOf(z, frames, size));
    };
    expect(left((n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size))).toBeLessThan(1e-9);
    expect(left((n) => 1 + ((n * 7) % 5))).toBeGreaterThan(0.05);
  });

  it("a window's place, length and width are found to the sample, whatever the buffer around them", () => {
    const size = 96;
    const hop = 24;
    const frames = 160;
    const plain = ["hann", "nuttall", "sine"] as const;
    const shape = fc.oneof(
      fc.record({ family: fc.constantFrom(...plain), symmetric: fc.boolean() }),
      fc.record({
        family: fc.constant("gaussian" as const),
        symmetric: fc.boolean(),
        share: fc.double({ min: 0.14, max: 0.2, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(
        shape,
        fc.integer({ min: 64, max: 88 }),
        fc.nat(),
        fc.nat(),
        (drawn, length, place, seed) => {
          const { family, symmetric } = drawn;
          const parameter = "share" in drawn ? drawn.share * length : undefined;
          const spec = { family, symmetric, length, ...(parameter === undefined ? {} : { parameter }) };
          const offset = place % (size - length);
          const window = buffered({ spec, offset }, size)!;
          const normal = normals(seed + 1);
          const audio = Float64Array.from({ length: size + frames * hop }, () => normal());
          const z = new Float64Array(frames * size).map(
            (_, i) => window[i % size] * audio[Math.floor(i / size) * hop + (i % size)] + 0.06 * normal(),
          );
          const evidence = evidenceOf(z, frames, size, hop)!;
          const found = fitWindow(evidence, envelopeOf(z, frames, size), frames);
          const seen = buffered(found, size)!;
          const far = window.reduce((most, w, n) => Math.max(most, Math.abs(w - seen[n])), 0);
          expect(
            far,
            `${family} of ${length} at ${offset}: ${JSON.stringify(found.spec)} at ${found.offset}`,
          ).toBeLessThan(0.03);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("a curve that stretches loud cells a little is not taken for the amplitudes themselves", async () => {
    const sound = voice(9000).map((v) => 0.05 * v);
    const { magnitude, phase } = filesOf(sound, conventionFor({ geometry: SMALL_GEOMETRY }));
    const { frames, bins } = magnitude;
    const [a, p] = [magnitude, phase].map((source) => {
      const data = new Float64Array(frames * bins);
      source.read(0, frames, data);
      return data;
    });
    const power = a.reduce((sum, v) => sum + v * v, 0) / a.length;
    const normal = normals(5);
    const level = 0.1 * Math.sqrt(power / 2);
    const cells = Array.from(a, (v, i) => [
      v * Math.cos(p[i]) + level * normal(),
      v * Math.sin(p[i]) + level * normal(),
    ]);
    const pair = await pairOf(
      memory(
        "one",
        frames,
        bins,
        Float64Array.from(cells, ([x, y]) => Math.hypot(x, y)),
      ),
      memory(
        "two",
        frames,
        bins,
        Float64Array.from(cells, ([x, y]) => Math.atan2(y, x)),
      ),
      { rows: 0, columns: 0 },
    );
    const [place] = await placesOf(pair, false, wantedOf(), effortOf());
    const log1p = { ...place, scale: { curve: "expm1", rate: 1 }, edgeGain: 1, lowCut: 0 } as const;
    const [start] = glance(log1p, false);
    expect(start.scale.curve).toBe("expm1");
    expect(focus(start).scale).toEqual({ curve: "power", rate: 1 });
  });
});
