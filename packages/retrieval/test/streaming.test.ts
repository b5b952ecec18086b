import { describe, expect, test } from "vitest";
import {
  binsOf,
  makePasses,
  referenceTransform,
  samplesOf,
  spectralConvergence,
  streamingRetrieval,
} from "../src/index.ts";
import { amplitudes, hannGrid, sound, spectraOf } from "./sound.ts";

const grid = hannGrid(256, 64, 150);
const bins = binsOf(grid);
const magnitudes = amplitudes(spectraOf(grid, sound(grid)));

function run(options: Parameters<typeof streamingRetrieval>[1]): { audio: Float64Array; delays: number[] } {
  const stream = streamingRetrieval(grid, options);
  const pieces: Float64Array[] = [];
  const delays: number[] = [];
  for (let m = 0; m < grid.frames; m++) {
    const piece = stream.push(magnitudes.subarray(m * bins, (m + 1) * bins));
    if (piece) pieces.push(piece);
    delays.push(m + 1 - pieces.length);
  }
  pieces.push(stream.flush());
  return { audio: Float64Array.from(pieces.flatMap((piece) => [...piece])), delays };
}

function convergence(audio: Float64Array): number {
  const passes = makePasses(referenceTransform(grid));
  passes.signal.set(audio);
  return spectralConvergence(passes, magnitudes);
}

describe("streaming retrieval", () => {
  test("gives every sample, with no more delay than its look-ahead", () => {
    const { audio, delays } = run({ lookAhead: 3, rounds: 2 });
    expect(audio.length).toBe(samplesOf(grid));
    expect(Math.max(...delays)).toBe(3);
  });

  test("comes close to what is possible with all frames at hand", () => {
    expect(convergence(run({}).audio)).toBeLessThan(-26);
  });

  test("is the better for more rounds and for more look-ahead", () => {
    const few = convergence(run({ rounds: 3 }).audio);
    expect(convergence(run({ rounds: 12 }).audio)).toBeLessThan(few - 2);
    expect(convergence(run({ lookAhead: 0, rounds: 12 }).audio)).toBeGreaterThan(
      convergence(run({ lookAhead: 4, rounds: 12 }).audio) + 2,
    );
  });
});
