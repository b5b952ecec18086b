"""STFTs by the real producers, and by documented formula where one is not packaged. Each returns a Transform."""
from dataclasses import dataclass, field

import numpy as np
import scipy.signal as ss


@dataclass
class Transform:
    """X (bins x frames, as the producer gives it) and what inverts it."""

    X: np.ndarray
    N: int
    H: int
    w: np.ndarray  # the window in its N-sample buffer
    s0: int  # audio sample under the buffer's first one
    scale: float = 1.0
    conj: bool = False
    origin: int = 0  # sample of the buffer that phases refer to
    absolute: int | None = None  # phases refer to this sample of the audio
    layout: dict = field(default_factory=dict)
    frames_first: bool = False
    edge: float = 1.0  # DC and Nyquist are stored this much smaller than the others
    detrend: bool = False
    family: str = "hann"
    length: int = 0
    note: str = ""


def frames_of(x, s0, H, N, T):
    lo, hi = max(0, -s0), max(0, s0 + (T - 1) * H + N - len(x))
    p = np.concatenate([np.zeros(lo), x, np.zeros(hi)])
    return p[(s0 + lo) + H * np.arange(T)[:, None] + np.arange(N)]


def plain(x, w, H, s0, T):
    return np.fft.rfft(frames_of(x, s0, H, len(w), T) * w, axis=1).T


def buffer(w, N, place):
    b = np.zeros(N)
    o = 0 if place == "start" else (N - len(w)) // 2
    b[o : o + len(w)] = w
    return b


def sizes(rng, low=200, high=2200):
    if rng.random() < 0.6:
        return int(2 ** rng.integers(8, 12))
    return int(rng.choice([320, 400, 480, 600, 640, 800, 882, 960, 1000, 1200, 1500, 1920]))


def librosa(rng, x, rate):
    N = sizes(rng)
    L = N if rng.random() < 0.75 else int(rng.integers(N // 2, N))
    H = int(rng.choice([L // 4, L // 4, L // 2, L // 8, 160, 256]))
    w = buffer(ss.get_window(str(rng.choice(["hann", "hann", "hann", "hamming", "blackman"])), L), N, "centre")
    mode = str(rng.choice(["constant", "reflect"]))
    p = np.pad(x, N // 2, mode=mode)
    T = 1 + (len(p) - N) // H
    X = plain(p, w, H, 0, T).astype("c8")
    old = rng.random() < 0.15
    return Transform(np.asfortranarray(X.conj() if old else X), N, H, w, -(N // 2), conj=old, length=L, note=mode)


def scipy_stft(rng, x, rate):
    L = int(rng.choice([256, 256, 512, 400, 1000, 1024, 300]))
    N = L if rng.random() < 0.7 else int(2 ** np.ceil(np.log2(L)) * rng.choice([1, 2]))
    H = int(rng.choice([L // 2, L // 4, L // 8 * 3, max(1, L - L // 3)]))
    name = [("hann",), ("hamming",), ("blackman",), ("kaiser", 7.5), ("tukey", 0.4), ("gaussian", L / 7), ("boxcar",), ("bohman",), ("parzen",)][
        rng.choice(9, p=[0.4, 0.12, 0.12, 0.08, 0.08, 0.08, 0.06, 0.03, 0.03])
    ]
    window = name[0] if len(name) == 1 else name
    boundary = [("zeros"), ("even"), (None), ("constant"), ("odd")][rng.choice(5, p=[0.55, 0.15, 0.15, 0.08, 0.07])]
    _, _, X = ss.stft(x, rate, window, L, L - H, N, boundary=boundary, padded=bool(rng.random() < 0.8) or boundary is None)
    w = buffer(ss.get_window(window, L), N, "start")
    return Transform(X, N, H, w, 0 if boundary is None else -(L // 2), 1 / w.sum(), family=name[0], length=L, note=str(boundary))


def scipy_spectrogram(rng, x, rate):
    L = int(rng.choice([256, 512, 1024]))
    H, window = (L - L // 8, ("tukey", 0.25)) if rng.random() < 0.5 else (L // int(rng.choice([2, 4])), str(rng.choice(["hann", "hamming"])))
    detrend = "constant" if rng.random() < 0.5 else False
    _, _, X = ss.spectrogram(x, rate, window, L, L - H, mode="complex", detrend=detrend)
    w = ss.get_window(window, L)
    return Transform(X, L, H, w, 0, 1 / np.sqrt(rate * (w**2).sum()), detrend=detrend == "constant", length=L, family=str(window))


def torch_stft(rng, x, rate):
    import torch

    N = sizes(rng)
    L = N if rng.random() < 0.7 else int(rng.integers(N // 2, N))
    H = int(rng.choice([N // 4, N // 4, N // 2, 160, 200]))
    name = str(rng.choice(["hann", "hann", "hamming", "blackman", "none", "kaiser"]))
    made = {"hann": torch.hann_window, "hamming": torch.hamming_window, "blackman": torch.blackman_window, "kaiser": torch.kaiser_window, "none": torch.ones}[name](L, dtype=torch.float64)
    centre = bool(rng.random() < 0.8)
    mode = str(rng.choice(["reflect", "reflect", "constant"]))
    normal = bool(rng.random() < 0.2)
    X = torch.stft(torch.tensor(x, dtype=torch.float32), N, H, L, made.float(), center=centre, pad_mode=mode, normalized=normal, return_complex=True).numpy()
    w = buffer(made.numpy(), N, "centre")
    return Transform(X, N, H, w, -(N // 2) if centre else 0, N**-0.5 if normal else 1, length=L, family=name, note=mode if centre else "")


def torchaudio_spectrogram(rng, x, rate):
    import torch
    import torchaudio

    N = int(rng.choice([400, 400, 512, 1024]))
    H = int(rng.choice([N // 2, N // 2, N // 4, 160]))
    X = torchaudio.transforms.Spectrogram(N, hop_length=H, power=None)(torch.tensor(x, dtype=torch.float32)).numpy()
    return Transform(X, N, H, ss.get_window("hann", N), -(N // 2), length=N, note="reflect")


def mlab(rng, x, rate):
    from matplotlib import mlab as m

    L = int(rng.choice([256, 512, 1024]))
    N = L if rng.random() < 0.7 else 2 * L
    H = L // int(rng.choice([2, 2, 4]))
    w = np.hanning(L)
    X, _, _ = m.specgram(x, L, rate, noverlap=L - H, mode="complex", pad_to=N)
    return Transform(X, N, H, buffer(w, N, "start"), 0, 1 / w.sum(), length=L)


def octave_specgram(rng, x, rate):
    """Octave's specgram by formula (offsets 1:step:n - L, hanning, no Nyquist); held against Octave once."""
    L = int(rng.choice([256, 512, 384, 1000]))
    N = int(2 ** np.ceil(np.log2(L)))
    H = int(rng.choice([L // 2, L // 4, L // 3]))
    w = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1, L + 1) / (L + 1))
    T = len(range(0, len(x) - L, H))
    X = plain(x, buffer(w, N, "start"), H, 0, T)[:-1]
    return Transform(X, N, H, buffer(w, N, "start"), 0, length=L, layout={"drop": "nyquist"})


def ltfat(rng, x, rate):
    from ltfatpy import dgtreal

    M = int(rng.choice([256, 400, 512, 1024]))
    a = M // int(rng.choice([4, 4, 2, 8]))
    name = str(rng.choice(["hann", "hamming", "blackman", "nuttall", "itersine"]))
    unit = int(np.lcm(a, M))
    x = x[: len(x) // unit * unit] if len(x) > 4 * unit else np.pad(x, (0, -len(x) % unit))
    phase = str(rng.choice(["freqinv", "timeinv"]))
    # a window by dictionary: the tuple that LTFAT's manual names lacks its length in Debian's version
    c, _, g = dgtreal(np.ascontiguousarray(x), {"name": name, "M": M}, a, M, pt=phase)
    w = np.roll(np.asarray(g), M // 2)
    return Transform(np.asarray(c), M, a, w, -(M // 2), origin=M // 2 if phase == "timeinv" else 0, absolute=0 if phase == "freqinv" else None, length=M, family=name, note="circular")


def tensorflow(rng, x, rate):
    L = int(rng.choice([400, 512, 640, 800, 1024, 320]))
    N = int(2 ** np.ceil(np.log2(L)))
    H = int(rng.choice([L // 2, L // 4, 160]))
    w = buffer(ss.get_window("hann", L), N, "start")
    T = 1 + (len(x) - L) // H if rng.random() < 0.6 else -(-len(x) // H)
    return Transform(plain(x, w, H, 0, T).astype("c8"), N, H, w, 0, frames_first=True, length=L)


def matlab_stft(rng, x, rate):
    L = int(rng.choice([128, 256, 512, 1000]))
    N = L
    H = L // int(rng.choice([4, 4, 2]))
    w = ss.get_window("hann", L)
    sides = str(rng.choice(["centred_matlab", "centred_matlab", "centred", "two", "one"]))
    X = plain(x, w, H, 0, (len(x) - L) // H + 1)
    return Transform(X, N, H, w, 0, length=L, layout={} if sides == "one" else {"sides": sides})


def matlab_spectrogram(rng, x, rate):
    L = int(rng.choice([256, 500, 882, 1024]))
    N = max(256, int(2 ** np.ceil(np.log2(L))))
    H = L - L // 2
    w = buffer(ss.get_window("hamming", L, False), N, "start")
    return Transform(plain(x, w, H, 0, (len(x) - L) // H + 1), N, H, w, 0, length=L, family="hamming")


def dpwe(rng, x, rate):
    N = int(2 ** rng.integers(8, 11))
    H = N // int(rng.choice([2, 4, 4]))
    w = ss.get_window("hann", N)
    T = 1 + (len(x) - N - 1) // H
    return Transform(plain(x, w, H, 0, T).conj(), N, H, w, 0, conj=True, length=N)


def free(rng, x, rate):
    """Anything at all, by the formula of the STFT."""
    N = int(rng.choice([sizes(rng), int(rng.integers(150, 1600)), 2 * int(rng.integers(100, 600)) + 1]))
    L = N if rng.random() < 0.6 else int(rng.integers(int(0.55 * N), N))
    H = max(8, int(L * rng.uniform(0.12, 0.62)))
    name = [("hann",), ("hamming",), ("blackman",), ("blackmanharris",), ("nuttall",), ("bartlett",), ("cosine",), ("boxcar",), ("flattop",), ("kaiser", 3 + 9 * rng.random()), ("tukey", rng.choice([0.1, 0.3, 0.5, 0.7])), ("gaussian", L * rng.uniform(0.1, 0.22)), ("general_hamming", rng.choice([0.6, 0.7]))][rng.integers(13)]
    w = ss.get_window(name[0] if len(name) == 1 else name, L, bool(rng.random() < 0.6))
    if rng.random() < 0.1:
        w, name = np.sqrt(ss.get_window("hann", L)), ("sqrthann",)
    w = buffer(w, N, str(rng.choice(["start", "centre"])))
    if rng.random() < 0.4:
        s0, p = -(N // 2), np.pad(x, N // 2, mode=str(rng.choice(["constant", "reflect"])))
    else:
        s0, p = 0, x
    T = 1 + (len(p) - N) // H
    X = plain(p, w, H, 0, T) * float(rng.choice([1, 1 / N, 2 / N, 1 / w.sum()]))
    t = Transform(X, N, H, w, s0, length=L, family=name[0], conj=bool(rng.random() < 0.15))
    if t.conj:
        t.X = t.X.conj()
    k, m = np.arange(X.shape[0])[:, None], np.arange(T)[None]
    turn = rng.random()
    sign = -1 if t.conj else 1
    if turn < 0.2:
        t.origin = N // 2
        t.X = t.X * np.exp(sign * 2j * np.pi * ((k * t.origin) % N) / N)
    elif turn < 0.35:
        t.absolute = 0
        t.X = t.X * np.exp(-sign * 2j * np.pi * ((k * (s0 + m * H)) % N) / N)
    drop = rng.random()
    if drop < 0.12:
        t.layout, t.X = {"drop": "dc"}, t.X[1:]
    elif drop < 0.2 and N % 2 == 0:
        t.layout, t.X = {"drop": "nyquist"}, t.X[:-1]
    elif drop < 0.26 and N % 2 == 0:
        t.layout, t.X = {"drop": "both"}, t.X[1:-1]
    elif drop < 0.38:
        t.layout = {"sides": str(rng.choice(["two", "centred"]))}
    t.frames_first = bool(rng.random() < 0.45)
    if not t.layout and rng.random() < 0.08:
        t.edge = float(rng.choice([2, np.sqrt(2)]))
    return t


def no_overlap(rng, x, rate):
    N = int(rng.choice([256, 512, 1024]))
    T = len(x) // N
    return Transform(plain(x, np.ones(N), N, 0, T), N, N, np.ones(N), 0, length=N, family="boxcar")


def thin(rng, x, rate):
    N = int(rng.choice([256, 512, 1024]))
    H = int(N * rng.choice([0.75, 0.8, 0.88]))
    name = str(rng.choice(["hann", "hamming", "boxcar"]))
    w = ss.get_window(name, N)
    return Transform(plain(x, w, H, 0, 1 + (len(x) - N) // H), N, H, w, 0, length=N, family=name)


PRODUCERS = {
    "librosa": (librosa, 4), "scipystft": (scipy_stft, 5), "scipyspec": (scipy_spectrogram, 2), "torch": (torch_stft, 4),
    "torchaudio": (torchaudio_spectrogram, 2), "mlab": (mlab, 2), "octspecgram": (octave_specgram, 2), "ltfat": (ltfat, 2),
    "tf": (tensorflow, 2), "matlabstft": (matlab_stft, 2), "matlabspec": (matlab_spectrogram, 2), "dpwe": (dpwe, 2),
    "free": (free, 12), "thin": (thin, 1), "norect": (no_overlap, 1),
}
