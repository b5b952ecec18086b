"""Shared helpers of the peer scripts: job presets and WAV writing (numpy only)."""
import struct
import sys

import numpy as np

# layout: "fb" = array is [frames, bins] C-order, "bf" = array is [bins, frames] (any memory order)
# The jobs of jobs.mjs: name: (rate, n_fft, hop, seconds, magnitude file, phase file, layout)
JOBS = {
    "j1": (44100, 2048, 512, 600, "j1_mag.npy", "j1_phase.npy", "fb"),
    "j2f": (44100, 2048, 512, 600, "j2f_mag.npy", "j2f_phase.npy", "bf"),
    "j2c": (44100, 2048, 512, 600, "j2c_mag.npy", "j2c_phase.npy", "bf"),
    "j3": (44100, 2048, 512, 30, "j3_mag.npy", "j3_phase.npy", "fb"),
    "j4": (44100, 2048, 512, 60, "j4_mag.csv", "j4_phase.csv", "fb"),
    "j5": (16000, 400, 160, 600, "j5_mag.npy", "j5_phase.npy", "fb"),
    "j6": (44100, 1024, 256, 30, "j6_mag.npy", "j6_phase.npy", "fb"),
}


def job(argv):
    """argv: DATA_DIR JOB OUT.wav -> dict of everything a peer needs."""
    if len(argv) < 4:
        sys.exit("usage: %s DATA_DIR %s OUT.wav" % (argv[0], "|".join(JOBS)))
    rate, n_fft, hop, seconds, mag, phase, layout = JOBS[argv[2]]
    return dict(rate=rate, n_fft=n_fft, hop=hop, length=rate * seconds,
                mag=argv[1] + "/" + mag, phase=argv[1] + "/" + phase,
                layout=layout, out=argv[3], extra=argv[4:])


def load(path, extra=()):
    if path.endswith(".csv"):
        if "pandas" in extra:
            import pandas
            return pandas.read_csv(path, header=None, dtype=np.float32).to_numpy()
        return np.loadtxt(path, delimiter=",", dtype=np.float32)
    return np.load(path)


def hann(n):
    """Periodic Hann window, float64."""
    return 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n) / n)


def write_wav(path, rate, x, extra=()):
    """Mono WAV: 32-bit float, or 16-bit PCM when 'i16' is among extra."""
    if "i16" in extra:
        x = np.clip(np.rint(x * 32767.0), -32768, 32767).astype("<i2")
        tag, bits = 1, 16
    else:
        x = np.ascontiguousarray(x, dtype="<f4")
        tag, bits = 3, 32
    n = x.size * bits // 8
    with open(path, "wb") as f:
        f.write(struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + n, b"WAVE", b"fmt ", 16, tag, 1,
                            rate, rate * bits // 8, bits // 8, bits, b"data", n))
        x.tofile(f)
