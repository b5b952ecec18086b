import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extremeEigenvalues } from "../src/linear/extremes.ts";
import { columnSpace } from "../src/linear/qr.ts";
import { symmetricEigen } from "../src/linear/symmetric.ts";
import { lbfgs } from "../src/optimise/lbfgs.ts";
import { noise } from "./helpers.ts";

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 12 }),
  columns: fc.integer({ min: 1, max: 12 }),
  rank: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
});

/** A matrix of at most this rank, column after column. */
function lowRank(rows: number, columns: number, rank: number, seed: number): Float64Array {
  const left = noise(rows * rank, seed);
  const right = noise(rank * columns, seed + 1);
  const out = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++)
    for (let i = 0; i < rows; i++)
      for (let r = 0; r < rank; r++) out[j * rows + i] += left[i * rank + r] * right[r * columns + j];
  return out;
}

describe("columnSpace", () => {
  test("an orthonormal basis: the first vectors span the columns, the others are orthogonal to them", () => {
    fc.assert(
      fc.property(sizes, ({ rows, columns, rank, seed }) => {
        const matrix = lowRank(rows, columns, rank, seed);
        const space = columnSpace(matrix.slice(), rows, columns);
        expect(space.rank).toBeLessThanOrEqual(Math.min(rows, columns, rank));
        const vector = (k: number): Float64Array => space.basis.subarray(k * rows, (k + 1) * rows);
        const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
        for (let a = 0; a < rows; a++)
          for (let b = 0; b < rows; b++) expect(dot(vector(a), vector(b))).toBeCloseTo(a === b ? 1 : 0, 12);
        for (let k = space.rank; k < rows; k++)
          for (let j = 0; j < columns; j++)
            expect(dot(vector(k), matrix.subarray(j * rows, (j + 1) * rows))).toBeCloseTo(0, 9);
      }),
    );
  });

  test("solve gives the solution of least norm, and the residual where there is none", () => {
    fc.assert(
      fc.property(sizes, ({ rows, columns, rank, seed }) => {
        const matrix = lowRank(rows, columns, rank, seed);
        const space = columnSpace(matrix.slice(), rows, columns);
        fc.pre(space.conditioning > 1e-3);
        const times = (x: Float64Array): Float64Array =>
          Float64Array.from({ length: columns }, (_, j) =>
            x.reduce((sum, v, i) => sum + v * matrix[j * rows + i], 0),
          );
        const x = new Float64Array(rows);
        expect(space.solve(times(noise(rows, seed + 2)), x)).toBeLessThan(1e-8);
        // of least norm: nothing of it lies in the complement
        for (let k = space.rank; k < rows; k++) {
          expect(x.reduce((sum, v, i) => sum + v * space.basis[k * rows + i], 0)).toBeCloseTo(0, 9);
        }
        if (columns <= space.rank) return;
        const wanted = noise(columns, seed + 3);
        const residual = space.solve(wanted, x);
        const missed = times(x).reduce((most, v, j) => Math.max(most, Math.abs(v - wanted[j])), 0);
        expect(residual).toBeCloseTo(missed, 8);
      }),
    );
  });

  test("a matrix of zeros has no rank", () => {
    const space = columnSpace(new Float64Array(6), 3, 2);
    expect([space.rank, space.conditioning]).toEqual([0, 0]);
  });
});

describe("symmetric matrices", () => {
  const symmetric = (n: number, seed: number): Float64Array => {
    const half = noise(n * n, seed);
    return Float64Array.from(
      { length: n * n },
      (_, at) => half[at] + half[(at % n) * n + Math.floor(at / n)],
    );
  };

  test("eigenvectors are orthonormal and diagonalise; the extremes agree with them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.nat(), (n, seed) => {
        const a = symmetric(n, seed);
        const { values, vectors } = symmetricEigen(a.slice(), n);
        for (let k = 0; k < n; k++)
          for (let i = 0; i < n; i++) {
            let image = 0;
            for (let j = 0; j < n; j++) image += a[i * n + j] * vectors[k * n + j];
            expect(image).toBeCloseTo(values[k] * vectors[k * n + i], 11);
          }
        const [least, greatest] = extremeEigenvalues(a.slice(), n);
        expect(least).toBeCloseTo(Math.min(...values), 11);
        expect(greatest).toBeCloseTo(Math.max(...values), 11);
      }),
    );
  });

  test("zero and diagonal matrices", () => {
    expect(extremeEigenvalues(new Float64Array(9), 3)).toEqual([0, 0]);
    const [least, greatest] = extremeEigenvalues(Float64Array.of(2, 0, 0, 0, -5, 0, 0, 0, 1), 3);
    expect(least).toBeCloseTo(-5, 13);
    expect(greatest).toBeCloseTo(2, 13);
  });
});

test("lbfgs finds the bottom of Rosenbrock's valley", () => {
  const x = Float64Array.of(-1.2, 1);
  const { value } = lbfgs((at, gradient) => {
    const [a, b] = at;
    gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[1] = 200 * (b - a * a);
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  }, x);
  expect(value).toBeLessThan(1e-20);
  expect(x[0]).toBeCloseTo(1, 9);
  expect(x[1]).toBeCloseTo(1, 9);
});
