import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsAround, keepCells, keepFrames, type Projection, toCells, toMagnitudes } from "../src/index.ts";

const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100_000);
const positive = fc.double({ min: 0.001, max: 10, noNaN: true });
const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

interface Cell {
  readonly magnitude: number;
  readonly width: number;
  readonly phase: number;
  readonly half: number;
}

const cell: fc.Arbitrary<Cell> = fc.record({
  magnitude: positive,
  width: fc.double({ min: 0, max: 1, noNaN: true }),
  phase: angle,
  half: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
});

/** The cell of amplitudes so much lower and higher, of phases so far off. */
const cellOf = ({ magnitude, phase }: Cell, width: number, phaseError: number): Projection =>
  toCells(
    cellsAround({
      lowest: [magnitude * (1 - 0.5 * width)],
      highest: [magnitude * (1 + 0.5 * width)],
      phases: [phase],
      phaseError,
    }),
    1,
  );
const radiusIn = ({ magnitude, width }: Cell, r: number): number => magnitude * (1 + width * (r - 0.5));

/** Each projection with a way to draw members of the set it projects on: radius and angle in [0, 1]. */
const sets: {
  name: string;
  make: (c: Cell) => Projection;
  member: (c: Cell, r: number, a: number) => [number, number];
}[] = [
  {
    name: "magnitudes",
    make: (c) => toMagnitudes([c.magnitude], 1),
    member: (c, _r, a) => [c.magnitude, 2 * Math.PI * a],
  },
  {
    name: "rounded phases",
    make: (c) => cellOf(c, 0, c.half),
    member: (c, _r, a) => [c.magnitude, c.phase + c.half * (2 * a - 1)],
  },
  {
    name: "rounded magnitudes",
    make: (c) => cellOf(c, c.width, 0),
    member: (c, r) => [radiusIn(c, r), c.phase],
  },
  {
    name: "cells of both",
    make: (c) => cellOf(c, c.width, c.half),
    member: (c, r, a) => [radiusIn(c, r), c.phase + c.half * (2 * a - 1)],
  },
  {
    name: "rounded magnitudes whose phases are not known",
    make: (c) => cellOf(c, c.width, Math.PI),
    member: (c, r, a) => [radiusIn(c, r), 2 * Math.PI * a],
  },
];

describe.each(sets)("the projection on $name", ({ make, member }) => {
  test("goes to the nearest point of its set", () => {
    fc.assert(
      fc.property(
        cell,
        number,
        number,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (c, re, im, r, a) => {
          const spectrum = Float64Array.of(re, im);
          make(c)(0, spectrum, 0);
          const [radius, turn] = member(c, r, a);
          const other = Math.hypot(radius * Math.cos(turn) - re, radius * Math.sin(turn) - im);
          expect(Math.hypot(spectrum[0] - re, spectrum[1] - im)).toBeLessThanOrEqual(other + 1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("stays where it is the second time", () => {
    fc.assert(
      fc.property(cell, number, number, (c, re, im) => {
        const once = Float64Array.of(re, im);
        make(c)(0, once, 0);
        const twice = once.slice();
        make(c)(0, twice, 0);
        expect(twice[0]).toBeCloseTo(once[0], 9);
        expect(twice[1]).toBeCloseTo(once[1], 9);
      }),
    );
  });
});

test("kept frames and cells stay as observed, the others go where they must", () => {
  const observed = [1, 2, 3, 4, 5, 6, 7, 8];
  const silence: Projection = (_frame, spectrum, at) => spectrum.fill(0, at, at + 4);
  const one = Float64Array.of(9, 9, 9, 9);
  keepFrames([0, 1], observed, 2, silence)(1, one, 0);
  expect([...one]).toEqual([5, 6, 7, 8]);
  keepFrames([0, 1], observed, 2, silence)(0, one, 0);
  expect([...one]).toEqual([0, 0, 0, 0]);
  keepCells([0, 0, 0, 1], observed, 2, silence)(1, one, 0);
  expect([...one]).toEqual([0, 0, 7, 8]);
});
