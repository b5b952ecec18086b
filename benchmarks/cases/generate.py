#!/usr/bin/env python3
"""Makes pairs of files to identify, with the truth beside them: generate.py OUT [--seed 1] [--count 300] [--perturb]

Every case is drawn from numpy's default_rng([seed, number]), so a seed names a set; a set that was begun is gone on with.
Layout of a case:

    OUT/<case>/user/<two files>   OUT/<case>/truth.wav   OUT/<case>/truth.json

The truth holds the parameters and `pass_db`: what the least-squares inverse with the true parameters reaches, capped at
120 dB, less 3 dB. Of a file that lost a frame, truth.wav is what the frames that are left cover, without the samples around the
seam (`hole`). Wants Debian's python3-numpy, -scipy, -torch, -torchaudio, -matplotlib, -ltfatpy, -h5py, espeak-ng, sox.
"""
import argparse
import glob
import json
import os
import struct
import tempfile

import numpy as np
import scipy.io

import audio
import producers

TURN = {"rad": 2 * np.pi, "deg": 360.0, "turns": 1.0, "halfturns": 2.0}
UNANSWERABLE = ["noise", "frames_shuffled", "other_recording", "random_phase", "other_hop"]


def magnitudes(rng, a, wild):
    """Stored magnitudes, the inverse map, and what the map is called."""
    kind = str(rng.choice(["linear", "power", "db", "db80", "log1p", "ln", "log10", "powerlaw", "norm01", "max1", "bel10"],
                          p=[0.3, 0.1, 0.06, 0.18, 0.08, 0.06, 0.04, 0.05, 0.08, 0.03, 0.02] if wild else [0.55, 0.12, 0.08, 0.15, 0.05, 0.03, 0.02, 0, 0, 0, 0]))
    d = 20 * np.log10(np.maximum(a, 1e-12 * a.max()))
    if kind == "linear": return a, lambda v: v, kind
    if kind == "max1": return a / a.max(), lambda v: v, "linear"
    if kind == "power": return a**2, lambda v: np.sqrt(np.maximum(v, 0)), kind
    if kind == "db": return 20 * np.log10(np.maximum(a, 1e-10)), lambda v: 10 ** (v / 20), kind
    if kind == "db80":
        top = float(rng.choice([80, 80, 80, 100, 120]))
        d = np.maximum(d - d.max(), -top)
        return d, lambda v: 10 ** (v / 20), "db"
    if kind == "bel10": return 10 * np.log10(np.maximum(a, 1e-10)), lambda v: 10 ** (v / 10), kind
    if kind == "log1p":
        g = float(rng.choice([1, 1, 10, 1000]))
        return np.log1p(g * a), lambda v: np.expm1(v) / g, kind
    if kind == "ln":
        e = float(rng.choice([0, 1e-6, 1e-8]))
        return np.log(np.maximum(a, 1e-7) + e), lambda v: np.maximum(np.exp(v) - e, 0), kind
    if kind == "log10": return np.log10(np.maximum(a, 1e-9)), lambda v: 10**v, kind
    if kind == "powerlaw":
        p = float(rng.choice([0.3, 0.5, 0.25, 0.6, 0.4]))
        return a**p, lambda v: np.maximum(v, 0) ** (1 / p), kind
    top = float(rng.choice([80, 100, 60, 90]))
    d = np.maximum(d - d.max(), -top)
    return (d + top) / top, lambda v: 10 ** ((v * top - top) / 20), "db_norm"


def phases(rng, X):
    unit = str(rng.choice(list(TURN), p=[0.7, 0.15, 0.08, 0.07]))
    p = np.angle(X)
    spread = str(rng.choice(["", "positive", "freq", "time"], p=[0.7, 0.1, 0.1, 0.1]))
    if spread == "positive": p = np.mod(p, 2 * np.pi)
    if spread == "freq": p = np.unwrap(p, axis=0)
    if spread == "time": p = np.unwrap(p, axis=1)
    return p * TURN[unit] / (2 * np.pi), unit, spread


def store(v, kind, what):
    """(array, inverse) of a storage type; integers span what there is."""
    if kind in ("f8", "f4", "f2"):
        return v.astype(kind), lambda q: q.astype(float)
    top = {"u1": 255, "u2": 65535, "i2": 32767}[kind]
    if kind == "i2":
        s = np.abs(v).max() / top
        return np.round(v / s).astype("<i2"), lambda q: q * s
    lo, s = v.min(), (v.max() - v.min()) / top
    return np.round((v - lo) / s).astype(kind), lambda q: q.astype(float) * s + lo


def write(base, a, form, rng, raw):
    """Writes one array; raw: layout shared by both files of a headerless pair."""
    if form == "npy":
        np.save(base + ".npy", np.asfortranarray(a) if rng.random() < 0.5 else np.ascontiguousarray(a))
        return base + ".npy", a.astype(float)
    if form == "mat":
        scipy.io.savemat(base + ".mat", {str(rng.choice(["S", "mag", "data"])): a}, do_compression=bool(rng.random() < 0.5))
        return base + ".mat", a.astype(float)
    if form == "h5":
        import h5py
        with h5py.File(base + ".h5", "w") as f:
            f.create_dataset("data", data=a, compression="gzip", chunks=True)
        return base + ".h5", a.astype(float)
    if form == "raw":
        header = raw["header"]
        body = np.ascontiguousarray(a.T if raw["order"] == "F" else a).tobytes()
        with open(base + ".bin", "wb") as f:
            f.write((struct.pack("<ii", *a.shape) + bytes(64))[:header] + body)
        return base + ".bin", a.astype(float)
    digits = int(form.split("%")[1])
    sep = str(rng.choice([",", "\t", " "]))
    with open(base + ".csv", "w") as f:
        pandas = rng.random() < 0.3 and sep == ","
        if pandas:
            f.write("," + ",".join(map(str, range(a.shape[1]))) + "\n")
        for i, row in enumerate(a):
            f.write((f"{i}," if pandas else "") + sep.join(f"%.{digits}g" % v for v in row) + "\n")
    return base + ".csv", np.vectorize(lambda v: float(f"%.{digits}g" % v))(a)


def whole(t, X):
    """One-sided spectra of sample-0 phase from what is stored: zeros where nothing is."""
    K, drop, sides = t.N // 2 + 1, t.layout.get("drop"), t.layout.get("sides", "one")
    if sides == "centred": X = np.roll(X, -(t.N // 2), axis=0)[:K]
    elif sides == "centred_matlab": X = np.roll(X, -((t.N - 1) // 2), axis=0)[:K]
    elif sides == "two": X = X[:K]
    zero = np.zeros((1, X.shape[1]))
    if drop in ("dc", "both"): X = np.concatenate([zero, X])
    if drop in ("nyquist", "both"): X = np.concatenate([X, zero])
    X = np.concatenate([X, np.zeros((K - len(X), X.shape[1]))])
    if t.conj: X = X.conj()
    if t.edge != 1:
        X = X.copy()
        X[0] *= t.edge
        if t.N % 2 == 0: X[-1] *= t.edge
    k, m = np.arange(K)[:, None], np.arange(X.shape[1])[None]
    turn = t.origin if t.absolute is None else -(t.s0 + m * t.H - t.absolute)
    return X * np.exp(-2j * np.pi * ((k * turn) % t.N) / t.N)


def inverse(t, X):
    y = np.fft.irfft(whole(t, X).T, n=t.N, axis=1)
    T = len(y)
    num, den = np.zeros((T - 1) * t.H + t.N), np.zeros((T - 1) * t.H + t.N)
    for m in range(T):
        num[m * t.H : m * t.H + t.N] += t.w * y[m]
        den[m * t.H : m * t.H + t.N] += t.w**2
    return num / np.where(den > 1e-12 * den.max(), den, np.inf), den


def snr(x, r, mask):
    g = (x[mask] @ r[mask]) / max(r[mask] @ r[mask], 1e-300)
    e = x[mask] - g * r[mask]
    return 10 * np.log10(max(x[mask] @ x[mask], 1e-300) / max(e @ e, 1e-300))


def edge_and_sides(t):
    X = t.X
    if t.edge != 1:
        X = X.copy()
        X[0] /= t.edge
        if t.N % 2 == 0: X[-1] /= t.edge
    sides = t.layout.get("sides", "one")
    if sides != "one":
        X = np.concatenate([X, X[1 : (t.N + 1) // 2][::-1].conj()])
        X = np.roll(X, {"two": 0, "centred": t.N // 2, "centred_matlab": (t.N - 1) // 2}[sides], axis=0)
    return X


def perturbed(rng, X, how):
    """Damage of the kind that files meet."""
    if how.startswith("noise"):
        level = 10 ** (-float(how[5:]) / 20) * np.sqrt(np.mean(np.abs(X) ** 2) / 2)
        return X + level * (rng.normal(size=X.shape) + 1j * rng.normal(size=X.shape))
    if how == "missing":  # a frame lost in the middle: everything after it moves up
        return np.delete(X, X.shape[1] // 2, axis=1)
    return X


def seam(t, x):
    """
    Of a file that lost its middle frame: where frames from both sides of the loss lie over each other, and what it may sound
    like otherwise. All that follows comes a hop earlier, or in its place where phases refer to absolute time.
    """
    at = max(0, t.s0 + (t.X.shape[1] // 2) * t.H)
    return [at, max(at, at - t.H + t.N)], [np.concatenate([x[:at], x[at + t.H :]]), x]


def ceiling_of(t, x, rec, den, hole):
    """What the inverse reaches, which samples count, and the audio that it was held against."""
    mask = np.zeros(len(x), bool)
    lo, hi = max(0, t.s0), min(len(x), t.s0 + len(den))
    mask[lo:hi] = den[lo - t.s0 : hi - t.s0] >= 0.1 * np.median(den[den > 1e-9 * den.max()])
    on = np.flatnonzero(mask)
    mask[on[0] : on[-1] + 1] = True  # scored from the first to the last, holes that thin overlaps leave included
    mask[hole[0] : hole[1]] = False
    r = np.zeros(len(x))
    r[lo:hi] = rec[lo - t.s0 : hi - t.s0]
    return snr(x, r, mask), on, x


def make(out, name, rng, group, how=""):
    with tempfile.TemporaryDirectory() as folder:
        x, rate, kind = audio.draw(rng, folder)
    t = producers.PRODUCERS[group][0](rng, x, rate)
    if t.X.shape[1] < 40: return False
    t.X = edge_and_sides(t)
    wild = group == "free"
    X = perturbed(rng, t.X, how)
    dtype = str(rng.choice(["f4", "f8"])) if wild or X.dtype == np.complex128 else "f4"
    coarse = rng.random()
    integer = str(rng.choice(["u1", "u2", "i2", "f2"])) if coarse < (0.14 if wild else 0.05) else None
    form = str(rng.choice(["npy", "npy", "npy", "mat", "csv", "h5", "raw"]))
    if form == "csv": form = f"csv%{int(rng.choice([4, 5, 6, 8, 9, 17]))}"
    if how.startswith("digits"): form, integer = "csv%" + how[6:], None
    if how == "bytes": integer, form = "u1", "npy"
    if integer: form = "npy" if form.startswith("csv") else form
    v, back, scale = magnitudes(rng, np.abs(X).astype(float), wild)
    p, unit, spread = phases(rng, X)
    if integer == "u1" and spread in ("freq", "time"): return False
    if integer == "f2" and np.abs(p).max() > 1000: return False
    mi = integer if integer != "f2" or np.abs(v).max() < 6e4 else None
    qv, unv = store(v, mi or dtype, "magnitude")
    qp, unp = store(p, integer if integer in ("u1", "f2") else dtype, "phase")
    if form.startswith("csv"): qv, qp = v, p
    folder = os.path.join(out, name)
    os.makedirs(folder + "/user", exist_ok=True)
    raw = dict(order=str(rng.choice(["C", "F"])), header=int(rng.choice([0, 0, 0, 8, 16])))
    turn = (lambda a: a.T) if t.frames_first else (lambda a: a)
    names = [("spectrogram", "phases"), ("magnitude", "angle"), ("mag", "phase")][rng.integers(3)]
    fm, sv = write(f"{folder}/user/{names[0]}", turn(qv), form, rng, raw)
    fp, sp = write(f"{folder}/user/{names[1]}", turn(qp), form, rng, raw)
    amplitude = back(unv(turn(sv)) if not form.startswith("csv") else turn(sv))
    angle = (unp(turn(sp)) if not form.startswith("csv") else turn(sp)) * 2 * np.pi / TURN[unit]
    rec, den = inverse(t, np.nan_to_num(amplitude) * np.exp(1j * angle))
    hole, heard = [0, 0], [x]
    if how == "missing": hole, heard = seam(t, x)
    ceiling, on, x = max((ceiling_of(t, y, rec, den, hole) for y in heard), key=lambda found: found[0])
    answerable = True
    truth = dict(case=name, answerable=answerable, fs=rate, samples=len(x), kind=kind, producer=group, perturbation=how, mask=[int(on[0]), int(on[-1] + 1)], hole=hole, ceiling_db=round(float(ceiling), 2), pass_db=round(float(min(ceiling, 120) - 3), 2),
                 stft=dict(n_fft=t.N, hop=t.H, win_length=t.length, window=t.family, s0=t.s0, frames=X.shape[1], note=t.note),
                 encoding=dict(mag=scale, unit=unit, spread=spread, conj=t.conj, frames_first=t.frames_first, origin=t.origin, absolute=t.absolute, layout=t.layout, edge=t.edge, detrend=t.detrend, form=form, dtype=str(qv.dtype), order=raw["order"] if form == "raw" else "", header=raw["header"] if form == "raw" else 0))
    if t.H >= t.length and t.family not in ("boxcar", "none"):
        truth["answerable"] = False
        truth["why"] = "no two frames share a sample, and a window hides that the audio goes on from one to the next"
    if ceiling < 5 and not how:
        truth["answerable"] = False
        truth["why"] = "the producer lost the sound"
    scipy.io.wavfile.write(folder + "/truth.wav", rate, x.astype("f4"))
    json.dump(truth, open(folder + "/truth.json", "w"), indent=1)
    return True


def unanswerable(out, name, rng, why):
    """Pairs that no convention explains."""
    with tempfile.TemporaryDirectory() as folder:
        x, rate, _ = audio.draw(rng, folder)
        z, _, _ = audio.draw(rng, folder)
    N = int(rng.choice([512, 1024]))
    H = N // 4
    w = np.hanning(N + 1)[:-1]
    n = min(len(x), len(z))
    spectrum = lambda s, h: producers.plain(s[:n], w, h, 0, 1 + (n - N) // h)
    X = spectrum(x, H)
    other = {"other_recording": spectrum(z, H), "other_hop": spectrum(x, H * 4 // 5)}.get(why, X)[:, : X.shape[1]]
    a, p = np.abs(X), np.angle(other)
    if why == "noise": a, p = rng.rayleigh(1, X.shape), rng.uniform(-np.pi, np.pi, X.shape)
    if why == "random_phase": p = rng.uniform(-np.pi, np.pi, X.shape)
    if why == "frames_shuffled":
        order = rng.permutation(X.shape[1])
        a, p = a[:, order], p[:, order]
    if rng.random() < 0.5: a = np.maximum(20 * np.log10(a / a.max() + 1e-12), -80)
    folder = os.path.join(out, name)
    os.makedirs(folder + "/user", exist_ok=True)
    np.save(folder + "/user/spectrogram.npy", a.astype("f4"))
    np.save(folder + "/user/phases.npy", p.astype("f4"))
    json.dump(dict(case=name, answerable=False, why=why), open(folder + "/truth.json", "w"))
    return True


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--count", type=int, default=300)
    ap.add_argument("--perturb", action="store_true", help="damage every case: noise, digits, bytes, a missing frame")
    ap.add_argument("--only", default="", help="groups, separated by commas")
    a = ap.parse_args()
    groups = {g: n for g, (_, n) in producers.PRODUCERS.items() if not a.only or g in a.only.split(",")}
    bag = [g for g, n in groups.items() for _ in range(n)]
    damage = ["noise60", "noise40", "noise30", "noise20", "digits4", "digits3", "digits2", "bytes", "missing"]
    made = tries = 0
    while made < a.count:
        rng = np.random.default_rng([a.seed, tries])
        tries += 1
        if any(os.path.exists(f"{a.out}/{name}/truth.json") for name in glob.glob1(a.out, f"{a.seed}-{tries:04d}-*")):
            made += 1
            continue
        if not a.only and rng.random() < 0.1:
            why = str(rng.choice(UNANSWERABLE))
            made += unanswerable(a.out, f"{a.seed}-{tries:04d}-{why}", rng, why)
            continue
        group = str(rng.choice(bag))
        how = str(rng.choice(damage)) if a.perturb else ""
        try:
            made += make(a.out, f"{a.seed}-{tries:04d}-{group}{'-' + how if how else ''}", rng, group, how)
        except Exception as error:  # a draw that its producer refuses
            print(f"{tries} {group}: {error!r}"[:160])
    print(f"{made} cases in {a.out}")


if __name__ == "__main__":
    import scipy.io.wavfile
    main()
