"""Fits the polynomials of src/plan/angle.ts: minimax (Lawson's weights) in 60 digits, coefficients rounded in turn.

Needs mpmath and numpy. Prints the coefficients, highest power first, and the largest error on [-pi/2, pi/2]."""
import mpmath as mp
import numpy as np

mp.mp.dps = 60
TOP = mp.pi / 2 * (1 + mp.mpf(2) ** -10)


def nodes(count):
    return [TOP * mp.sqrt((1 - mp.cos(mp.pi * (i + mp.mpf(1) / 2) / count)) / 2) for i in range(count)]


def minimax(target, powers, count, rounds=60):
    """Coefficients of r^p, p in powers, for which the largest error over the nodes is least."""
    points = nodes(count)
    basis = [[r**p for p in powers] for r in points]
    values = [target(r) for r in points]
    weights = [mp.mpf(1) / count] * count
    best = None
    for _ in range(rounds):
        normal = mp.matrix(len(powers), len(powers))
        right = mp.matrix(len(powers), 1)
        for j in range(len(powers)):
            for k in range(len(powers)):
                normal[j, k] = mp.fsum(w * row[j] * row[k] for w, row in zip(weights, basis))
            right[j] = mp.fsum(w * row[j] * v for w, row, v in zip(weights, basis, values))
        x = mp.lu_solve(normal, right)
        errors = [abs(v - mp.fsum(a * b for a, b in zip(row, x))) for row, v in zip(basis, values)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), list(x))
        total = mp.fsum(w * e for w, e in zip(weights, errors))
        weights = [w * e / total for w, e in zip(weights, errors)]
    return best[1]


def rounded(name, target, powers, kind, count):
    fixed = {}
    for i in range(len(powers)):
        rest = lambda r: target(r) - mp.fsum(c * r**p for p, c in fixed.items())
        fixed[powers[i]] = mp.mpf(float(kind(float(minimax(rest, powers[i:], count)[0]))))
    error = max(abs(target(r) - mp.fsum(c * r**p for p, c in fixed.items())) for r in nodes(2000))
    print(name, [float(fixed[p]) for p in reversed(powers)], "error", mp.nstr(error, 3))


rounded("sine, float32", lambda r: mp.sin(r) - r, [3, 5, 7, 9], np.float32, 40)
rounded("cosine, float32", lambda r: mp.cos(r) - 1 + r * r / 2, [4, 6, 8, 10], np.float32, 40)
rounded("sine, float64", lambda r: mp.sin(r) - r, list(range(3, 17, 2)), float, 60)
rounded("cosine, float64", lambda r: mp.cos(r) - 1 + r * r / 2, list(range(4, 18, 2)), float, 60)
