import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { stepsOf } from "../src/unbroken/steps.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

const BINS = 129;
const convention = conventionFor({
  geometry: { fftSize: 256, hop: 64, window: { family: "hann", symmetric: false } },
});
const { magnitude, phase } = filesOf(voice(20_000), convention);
const frames = magnitude.frames;
const cells = async (source: typeof magnitude): Promise<Float64Array> => {
  const data = new Float64Array(frames * BINS);
  await source.read(0, frames, data);
  return data;
};
const [amplitudes, angles] = [await cells(magnitude), await cells(phase)];

/** The phases with some frames overwritten by what `wrong` says. */
function damaged(which: ReadonlySet<number>, wrong: (cell: number) => number): typeof phase {
  const data = Float64Array.from(angles, (angle, i) => (which.has(Math.floor(i / BINS)) ? wrong(i) : angle));
  return memory("two", frames, BINS, data);
}

/** Evenly spread over a turn, without pattern. */
const anyAngle = (cell: number): number => ((Math.sin(cell * 12.9898) * 43758.5453) % 1) * Math.PI;

/** Every seventh frame or fewer, anywhere. */
const someFrames = fc
  .array(fc.integer({ min: 0, max: frames - 1 }), { minLength: 20, maxLength: 45 })
  .map((list) => new Set(list));

describe("frames of which some are wrong", () => {
  it("follow each other in runs between, which tell how all were made", async () => {
    await fc.assert(
      fc.asyncProperty(someFrames, fc.boolean(), async (which, silent) => {
        const answer = await identify({
          first: magnitude,
          second: damaged(which, silent ? () => 0 : anyAngle),
          ordered: true,
        });
        expect(answer.verdict).toBe("identified");
        expect(answer.convention?.geometry).toMatchObject({ fftSize: 256, hop: 64 });
        expect(answer.convention?.geometry.window).toMatchObject({ family: "hann", symmetric: false });
        expect(answer.notes.join()).toMatch(/some \d+ % do not go on/);
      }),
      { numRuns: 4 },
    );
  });

  it("are found where frames are missing", async () => {
    const lost = new Set([40, 90, 91, 150, 200, 250]);
    const kept = [...Array(frames).keys()].filter((t) => !lost.has(t));
    const without = (data: Float64Array): Float64Array =>
      Float64Array.from(kept.flatMap((t) => [...data.subarray(t * BINS, (t + 1) * BINS)]));
    const answer = await identify({
      first: memory("one", kept.length, BINS, without(amplitudes)),
      second: memory("two", kept.length, BINS, without(angles)),
    });
    expect(answer.verdict).toBe("identified");
    expect(answer.residual).toBeLessThan(1e-6);
    expect(answer.notes.join()).toMatch(/missing/);
  });

  it("are not looked for in haste", async () => {
    const some = damaged(
      new Set([30, 60, 90, 120, 150, 180, 210, 240].flatMap((t) => [t, t + 9, t + 17])),
      anyAngle,
    );
    const hasty = await identify({ first: magnitude, second: some, ordered: true, hasty: true });
    expect(hasty).toMatchObject({ verdict: "unidentifiable", confidence: 0 });
    const whole = await identify({ first: magnitude, second: phase, ordered: true, hasty: true });
    expect(whole.verdict).toBe("identified");
  });

  it("explain nothing where all are wrong", async () => {
    const all = new Set(Array(frames).keys());
    const answer = await identify({ first: magnitude, second: damaged(all, anyAngle), ordered: true });
    expect(answer.verdict).toBe("unidentifiable");
  });
});

describe("the step from frame to frame", () => {
  const spectra = new Float64Array(2 * amplitudes.length);
  for (let i = 0; i < amplitudes.length; i++) {
    spectra[2 * i] = amplitudes[i] * Math.cos(angles[i]);
    spectra[2 * i + 1] = amplitudes[i] * Math.sin(angles[i]);
  }

  it("is the hop, and one wrong frame spoils two steps", () => {
    const { hop, follows } = stepsOf(spectra, frames, 256);
    expect(hop).toBe(64);
    const loud = follows.findIndex((_, t) => follows.subarray(t - 2, t + 3).every((near) => near === 1));
    const wrong = Float64Array.from(spectra);
    for (let k = 0; k < BINS; k++) {
      const at = 2 * ((loud + 1) * BINS + k);
      const size = Math.hypot(spectra[at], spectra[at + 1]);
      wrong[at] = size * Math.cos(anyAngle(at));
      wrong[at + 1] = size * Math.sin(anyAngle(at));
    }
    const now = stepsOf(wrong, frames, 256).follows;
    const changed = [...now.keys()].filter((t) => now[t] !== follows[t]);
    expect(changed).toEqual([loud, loud + 1]);
  });

  it("is none where frames have nothing in common", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 2 }), (seed) => {
        let state = seed;
        const strange = spectra.map(() => {
          state = (state * 48271) % (2 ** 31 - 1);
          return state / 2 ** 30 - 1;
        });
        expect(stepsOf(strange, frames, 256).hop).toBeUndefined();
      }),
      { numRuns: 8 },
    );
  });

  it("is none where all is silent", () => {
    expect(stepsOf(new Float64Array(10 * 2 * BINS), 10, 256).hop).toBeUndefined();
  });
});
