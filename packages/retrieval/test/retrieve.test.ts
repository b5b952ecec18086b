import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binsOf,
  type FrameTransform,
  type Grid,
  gaussianEquivalent,
  type MethodName,
  makePasses,
  methods,
  pghi,
  type RoundsMaker,
  referenceTransform,
  retrieve,
  spectralConvergence,
  spsi,
  toMagnitudes,
} from "../src/index.ts";
import { amplitudes, framesOf, hannGrid, snr, sound, spectraOf } from "./sound.ts";

const grid = hannGrid(256, 64, 140);
const bins = binsOf(grid);
const spectra = spectraOf(grid, sound(grid));
const magnitudes = amplitudes(spectra);
const names = Object.keys(methods) as MethodName[];

describe("the Gaussian equivalent", () => {
  test("of a Gaussian is itself", () => {
    const window = Float64Array.from({ length: 400 }, (_, n) => Math.exp((-Math.PI * (n - 200) ** 2) / 8000));
    const { gamma, centre } = gaussianEquivalent(window);
    expect(gamma).toBeCloseTo(8000, 1);
    expect(centre).toBeCloseTo(200, 6);
  });
});

describe("phase gradient heap integration", () => {
  const convergence = (phases: ArrayLike<number>): number => {
    const passes = makePasses(referenceTransform(grid));
    passes.start(
      framesOf(
        Float64Array.from(
          { length: 2 * magnitudes.length },
          (_, i) => magnitudes[i >> 1] * (i % 2 === 0 ? Math.cos(phases[i >> 1]) : Math.sin(phases[i >> 1])),
        ),
        bins,
      ),
    );
    return spectralConvergence(passes, magnitudes);
  };

  test("begins where random phases end after many rounds", () => {
    expect(convergence(pghi(magnitudes, grid))).toBeLessThan(-17);
    expect(convergence(new Float32Array(magnitudes.length))).toBeGreaterThan(-8);
  });

  test("takes silence, frames alone and cells that are not finite", () => {
    for (const frames of [1, 2, 3]) {
      const few = hannGrid(64, 16, frames);
      for (const value of [0, 1e-300, Number.NaN])
        expect(pghi(new Float64Array(33 * frames).fill(value), few).every(Number.isFinite)).toBe(true);
    }
  });

  test("keeps the phases it is told, and is the better for them", () => {
    const truth = Float64Array.from(magnitudes, (_, i) => Math.atan2(spectra[2 * i + 1], spectra[2 * i]));
    const mask = Uint8Array.from(magnitudes, (_, i) => (Math.floor(i / bins) % 4 < 2 ? 1 : 0));
    const phases = pghi(magnitudes, grid, { known: { mask, phases: truth } });
    for (let i = 0; i < phases.length; i += 7)
      if (mask[i]) expect(Math.cos(phases[i] - truth[i])).toBeCloseTo(1, 5);
    expect(convergence(phases)).toBeLessThan(convergence(pghi(magnitudes, grid)) - 1);
  });
});

describe("retrieval", () => {
  test.each(names)("%s gains on its start, from PGHI and from noise", async (method) => {
    for (const start of ["pghi", "random"] as const) {
      const { convergence } = await retrieve({ grid, magnitudes }, { method, start, rounds: 30, seed: 4 });
      expect(convergence.end).toBeLessThan(convergence.start - 4);
    }
  });

  test("the default beats what librosa and torchaudio run, in as many rounds", async () => {
    const ours = await retrieve({ grid, magnitudes }, { rounds: 100 });
    const theirs = await retrieve(
      { grid, magnitudes },
      { method: "fast-griffin-lim", start: "random", rounds: 100 },
    );
    expect(ours.convergence.end).toBeLessThan(theirs.convergence.end - 2);
  });

  test("gives the same samples for the same seed, and others for another", async () => {
    const run = (seed: number) => retrieve({ grid, magnitudes }, { start: "random", rounds: 5, seed });
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    expect(a.audio).toEqual(b.audio);
    expect(a.audio).not.toEqual(c.audio);
  });

  test("says what it reached: the convergence reported is that of the audio", async () => {
    const { audio, convergence } = await retrieve({ grid, magnitudes }, { rounds: 12 });
    const passes = makePasses(referenceTransform(grid));
    passes.signal.set(audio);
    expect(spectralConvergence(passes, magnitudes)).toBeCloseTo(convergence.end, 6);
  });

  test("stops when told, with the best so far", async () => {
    const stop = new AbortController();
    const result = await retrieve(
      { grid, magnitudes },
      { rounds: 10_000, signal: stop.signal, progress: ({ round }) => round >= 20 && stop.abort() },
    );
    expect(result.stoppedBy).toBe("caller");
    expect(result.rounds).toBe(20);
    expect(result.convergence.end).toBeLessThan(result.convergence.start);
  });

  test("stops where it is as good as was asked for", async () => {
    const { stoppedBy, rounds, convergence } = await retrieve(
      { grid, magnitudes },
      { rounds: 200, until: -22 },
    );
    expect([stoppedBy, rounds < 150]).toEqual(["until", true]);
    expect(convergence.end).toBeLessThanOrEqual(-22);
    const already = await retrieve({ grid, magnitudes }, { until: convergence.start });
    expect([already.stoppedBy, already.rounds]).toEqual(["until", 0]);
  });

  test("goes on past its first guess of how long what was asked for takes, to the last round", async () => {
    const { stoppedBy, rounds, convergence } = await retrieve(
      { grid, magnitudes },
      { rounds: 40, until: -90 },
    );
    expect([stoppedBy, rounds]).toEqual(["rounds", 40]);
    const slow = { method: "griffin-lim", rounds: 300, until: convergence.start - 9 } as const;
    const again = await retrieve({ grid, magnitudes }, slow);
    expect(again.stoppedBy).toBe("until");
    expect(again.rounds).toBeGreaterThan(41); // its first stretch
  });

  test("stops when nothing more is gained, and when its time is up", async () => {
    const silent = await retrieve({ grid, magnitudes: new Float32Array(magnitudes.length) }, { rounds: 200 });
    expect(silent.stoppedBy).toBe("no-progress");
    expect(silent.audio.every((sample) => sample === 0)).toBe(true);
    const brief = await retrieve({ grid, magnitudes }, { seconds: 0.3 });
    expect(brief.seconds).toBeLessThan(1);
    expect(brief.convergence.end).toBeLessThanOrEqual(brief.convergence.start);
  });
});

describe("single-pass spectrogram inversion", () => {
  test("gives a steady sinusoid the phases it has, whatever its frequency", () => {
    fc.assert(
      fc.property(fc.double({ min: 6, max: 120, noNaN: true }), (frequency) => {
        const of = hannGrid(256, 64, 30);
        const tone = Float64Array.from({ length: 29 * 64 + 256 }, (_, n) =>
          Math.cos((2 * Math.PI * frequency * n) / 256),
        );
        const spectra = spectraOf(of, tone);
        const phases = spsi(amplitudes(spectra), of);
        const peak = Math.round(frequency);
        // From frame to frame and within the main lobe, up to one angle for all: that of the start.
        const error = (m: number, k: number): number => {
          const i = m * 129 + k;
          return phases[i] - Math.atan2(spectra[2 * i + 1], spectra[2 * i]);
        };
        for (let m = 1; m < 30; m++)
          for (const k of [peak - 1, peak, peak + 1]) {
            // The window is no Gaussian: the parabola misses by up to 0.03 bins, so phases drift from frame to frame.
            expect(Math.cos(error(m, k) - error(m - 1, peak))).toBeGreaterThan(0.99);
          }
      }),
      { numRuns: 40 },
    );
  });

  test("is a start that iteration gains on", async () => {
    const { convergence } = await retrieve({ grid, magnitudes }, { start: "spsi", rounds: 20 });
    expect(convergence.start).toBeLessThan(-10);
    expect(convergence.end).toBeLessThan(convergence.start - 5);
  });

  test("takes silence and rows without a peak", () => {
    const flat = Float64Array.from({ length: magnitudes.length }, (_, i) => (i < 500 ? 0 : 1));
    expect(spsi(flat, grid).every(Number.isFinite)).toBe(true);
  });
});

/** The published recursion, written down plainly on whole spectra. */
const plainRounds: RoundsMaker = (of, wanted, { dual }) => {
  const passes = makePasses(referenceTransform(of));
  const size = 2 * binsOf(of) * of.frames;
  let t: Float64Array | undefined;
  let d = new Float64Array(size);
  let v: Float64Array | undefined;
  const spectra = (): Float64Array => {
    const x = new Float64Array(size);
    passes.look((frame, spectrum, at) => {
      for (let i = 0; i < 2 * binsOf(of); i++) x[2 * binsOf(of) * frame + i] = spectrum[at + i];
    });
    return x;
  };
  const projected = (c: Float64Array): Float64Array =>
    c.map((value, i) => (value * wanted[i >> 1]) / Math.hypot(c[i & ~1], c[i | 1]));
  return {
    get signal() {
      return passes.signal;
    },
    restart() {
      t = undefined;
      v = undefined;
    },
    spectralConvergence: () => spectralConvergence(passes, wanted),
    round({ alpha, beta, gamma, lambda }) {
      expect(dual || (beta === 0 && gamma === 1)).toBe(true);
      const x = spectra();
      const now = t === undefined ? x : x.map((value, i) => (1 - gamma) * d[i] + gamma * value);
      const was = t ?? now;
      const c = now.map((value, i) => value + alpha * (value - was[i]));
      d = now.map((value, i) => value + beta * (value - was[i]));
      t = now;
      const there = projected(c);
      const next = c.map((value, i) => value + lambda * (there[i] - value));
      passes.start(framesOf(next, binsOf(of)));
    },
    reflect({ gamma, mu }) {
      const x = spectra();
      const was = v ?? x;
      const there = projected(was.map((value, i) => value + gamma * (x[i] - value)));
      v = there.map((value, i) => value + mu * (was[i] - x[i]));
      passes.start(framesOf(v, binsOf(of)));
    },
  };
};

describe("every second frame first", () => {
  const dense = hannGrid(256, 32, 141);
  const wanted = amplitudes(spectraOf(dense, sound(dense)));

  test("costs no more, and goes on where those frames end", async () => {
    const cells = { all: 0, thinned: 0 };
    const counting = (of: Grid): FrameTransform => {
      const transform = referenceTransform(of);
      return {
        ...transform,
        forward(signal, first, count) {
          cells[of.hop === dense.hop ? "all" : "thinned"] += count;
          transform.forward(signal, first, count);
        },
      };
    };
    const ends: number[] = [];
    const { convergence } = await retrieve(
      { grid: dense, magnitudes: wanted },
      { rounds: 40, transform: counting, progress: (seen) => ends.push(seen.spectralConvergence) },
    );
    expect(cells.thinned).toBe(28 * 2 * 71);
    expect(cells.all).toBeLessThanOrEqual((12 + 1 + ends.length + 3) * 141); // settled once, and looked at
    expect(convergence.end).toBeLessThan(Math.min(...ends.slice(0, 2)) - 1);
  });

  test("with the same samples from rounds made elsewhere, and with what else is known of a cell", async () => {
    const asked: number[] = [];
    const magnitudeRounds: RoundsMaker = (of, some) => {
      asked.push(of.hop, of.frames, some.length / binsOf(of));
      return plainRounds(of, some, { dual: true });
    };
    const [grid, magnitudes] = [dense, wanted.map((value) => value + 0.01)];
    const here = await retrieve({ grid, magnitudes }, { rounds: 6 });
    const there = await retrieve({ grid, magnitudes }, { rounds: 6, magnitudeRounds });
    const told = await retrieve(
      { grid, magnitudes, project: toMagnitudes(magnitudes, binsOf(dense)) },
      { rounds: 6 },
    );
    expect(asked).toEqual([32, 141, 141, 64, 71, 71]);
    expect(snr(here.audio, there.audio, 0)).toBeGreaterThan(150);
    expect(told.audio).toEqual(here.audio);
  });

  test("takes any number of frames, and windows that are shorter than their buffer for what they are", async () => {
    for (const frames of [1, 2, 3, 4, 9]) {
      const few = hannGrid(64, 4, frames); // halved twice
      const some = Float64Array.from({ length: 33 * frames }, (_, i) => 1 + Math.sin(i));
      const { convergence, rounds } = await retrieve({ grid: few, magnitudes: some }, { rounds: 8 });
      expect([rounds, convergence.end <= convergence.start]).toEqual([8, true]);
    }
    const hops: number[] = [];
    const noting = (of: Grid): FrameTransform => {
      hops.push(of.hop);
      return referenceTransform(of);
    };
    const short = hannGrid(128, 32, 40).window;
    const padded = {
      fftSize: 256,
      hop: 32,
      window: Float64Array.from({ length: 256 }, (_, n) => short[n] ?? 0),
      frames: 40,
    };
    await retrieve(
      { grid: padded, magnitudes: new Float64Array(129 * 40).fill(1) },
      { rounds: 4, transform: noting },
    );
    expect(new Set(hops)).toEqual(new Set([32]));
  });
});

describe("rounds made elsewhere", () => {
  test.each(["relaxed", "accelerated-griffin-lim", "fast-griffin-lim", "griffin-lim", "admm"] as const)(
    "%s gives what passes give",
    async (method) => {
      const options = { method, start: "pghi", rounds: 12 } as const;
      const loud = Float64Array.from(magnitudes, (value) => value + 0.01);
      const here = await retrieve({ grid, magnitudes: loud }, options);
      const there = await retrieve({ grid, magnitudes: loud }, { ...options, magnitudeRounds: plainRounds });
      expect(there.convergence.end).toBeCloseTo(here.convergence.end, 6);
      expect(snr(here.audio, there.audio, 0)).toBeGreaterThan(150);
    },
  );

  test("methods of another kind run over the transform", async () => {
    const magnitudeRounds: RoundsMaker = () => expect.unreachable();
    const { method } = await retrieve({ grid, magnitudes }, { method: "raar", rounds: 2, magnitudeRounds });
    expect(method).toBe("raar");
  });
});
