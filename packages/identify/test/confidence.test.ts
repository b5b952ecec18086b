import type { FrameSource } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findEdges } from "../src/edges/edges.ts";
import { readPhases } from "../src/encoding/phase-unit.ts";
import { identify } from "../src/index.ts";
import { confidenceOf } from "../src/result/verdict.ts";
import { arrangementsOf } from "../src/structure/arrangement.ts";
import { lineFacts } from "../src/structure/lines.ts";
import { meanPerBin } from "../src/survey/loudest.ts";
import type { Weight } from "../src/types.ts";
import { conventionFor, filesOf, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

const { magnitude, phase } = filesOf(voice(5000), conventionFor({ geometry: SMALL_GEOMETRY }));

async function changed(source: FrameSource, to: (value: number, i: number) => number): Promise<FrameSource> {
  const { frames, bins } = source;
  const data = new Float64Array(frames * bins);
  await source.read(0, frames, data);
  return memory(source.name, frames, bins, data.map(to));
}

/** Even numbers from -1 to 1, the same at every run. */
function evenly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 2 * ((state + 0.5) / 2 ** 32) - 1;
  };
}

describe("confidence", () => {
  const strong: Weight = {
    residual: 0.02,
    overlap: 0.75,
    margin: 3,
    frames: 100,
    curve: 1,
    window: 1,
    bent: 0,
    rounded: 0,
    repeated: 1,
    ahead: 5,
    habit: 0,
    size: 1,
    cells: 500,
    evenness: 0.1,
  };

  it("never grows where any one of its grounds gets worse", () => {
    const worse = {
      residual: (w: number) => 0.02 + w,
      margin: (w: number) => 3 - 6 * w,
      curve: (w: number) => 1 + 9 * w,
      window: (w: number) => 1 + 9 * w,
      bent: (w: number) => 9 * w,
      repeated: (w: number) => 1 - w,
      ahead: (w: number) => 5 - 12 * w,
      habit: (w: number) => -2 * w,
      size: (w: number) => 1 - 0.6 * w,
      cells: (w: number) => 500 ** (1 - w),
      evenness: (w: number) => 0.1 + 0.9 * w,
    };
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(worse)), unit, unit, ([ground, of], a, b) => {
        const at = (w: number): number => confidenceOf({ ...strong, [ground]: of(w) });
        expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)) + 1e-12);
      }),
    );
  });

  it("rests on what rounding foretells: numbers of two digits disagree by just that", async () => {
    const round = (v: number): number => Number(v.toPrecision(2));
    const found = await identify({
      first: await changed(magnitude, round),
      second: await changed(phase, round),
    });
    expect(found.verdict).toBe("identified");
    expect(found.weight?.rounded).toBeGreaterThan(0.7);
    expect(found.weight?.rounded).toBeLessThan(1.5);
    const next = evenly(5);
    const noisy = await changed(phase, (v) => v + 0.05 * next());
    expect((await identify({ first: magnitude, second: noisy })).weight?.rounded).toBe(0);
  });

  it("is nothing where only a curve that flattens all magnitudes makes frames agree", async () => {
    const turning = await changed(phase, (_, i) => {
      const turns = ((i % phase.bins) * Math.floor(i / phase.bins)) / 4;
      return 2 * Math.PI * (turns - Math.round(turns));
    });
    const found = await identify({ first: magnitude, second: turning });
    expect(found.verdict).toBe("unidentifiable");
    expect(found.confidence).toBeLessThan(0.05);
  });
});

describe("noise does not imitate", () => {
  it("the end of all lines: a loud DC stays real where a quiet Nyquist does not", () => {
    const frames = 64;
    const bins = 129;
    const next = evenly(3);
    const block = {
      first: 0,
      frames,
      bins,
      magnitude: new Float64Array(frames * bins),
      phase: new Float64Array(frames * bins),
    };
    for (let i = 0; i < frames * bins; i++) {
      const dc = i % bins === 0 ? 2e4 * (Math.sin(i) > 0 ? 1 : -1) : 0;
      const x = dc + next();
      const y = next();
      block.magnitude[i] = Math.hypot(x, y);
      block.phase[i] = Math.atan2(y, x);
    }
    const facts = lineFacts(block, readPhases(block.phase, frames, bins), meanPerBin(block));
    expect(facts.real[0]).toBeGreaterThan(0.97);
    expect(facts.clean).toBe(false);
    const [likeliest] = [...arrangementsOf("rows", bins, facts, false)].sort((a, b) => b.prior - a.prior);
    expect(likeliest).toMatchObject({ fftSize: 256, dropped: [] });
  });

  const size = 64;
  const hop = 16;
  const period = 464;
  const window = Float64Array.from({ length: size }, (_, n) => Math.sin((Math.PI * n) / size) ** 2);
  const framesOf = (x: (n: number) => number, first: number, count: number): Float64Array => {
    const next = evenly(7 + first);
    return Float64Array.from(
      { length: count * size },
      (_, i) => window[i % size] * x((first + Math.floor(i / size)) * hop + (i % size)) + 0.03 * next(),
    );
  };
  const edgesOf = (x: (n: number) => number): string =>
    findEdges({
      head: framesOf(x, 0, 12),
      headFrames: 12,
      tail: framesOf(x, period / hop - 12, 12),
      tailFrames: 12,
      frames: period / hop,
      size,
      hop,
      window,
      offset: 0,
      length: size,
      precision: 0.05,
      noise: 3e-4,
    }).padding;

  it("a circle: audio that wraps is told from a steady tone whose period happens to fit", () => {
    const next = evenly(11);
    const sound = Float64Array.from({ length: period }, next);
    expect(edgesOf((n) => sound[n % period])).toBe("circular");
    expect(edgesOf((n) => Math.sin((2 * Math.PI * n) / 29) + Math.cos((4 * Math.PI * n) / 29))).not.toBe(
      "circular",
    );
  });
});
