#!/usr/bin/env python3
"""Makes `spectrogram` and `phases` from a recording, as librosa's defaults do:

    y, sr = librosa.load("speech.wav")            # resampled to 22 050 Hz
    S = librosa.stft(y)                           # 2048, hop 512, periodic Hann, centred, zero padding
    np.save(open("spectrogram", "wb"), np.abs(S))
    np.save(open("phases", "wb"), np.angle(S))

librosa itself is not needed, only NumPy and SciPy. Run as `python3 make.py RECORDING.wav`; see README.md for which.
"""

import sys
from math import gcd

import numpy as np
from scipy.io import wavfile
from scipy.signal import get_window, resample_poly

RATE, N, HOP = 22050, 2048, 512


def stft(audio):
    """librosa.stft's defaults: bins x frames, Fortran order, complex64."""
    padded = np.pad(audio, N // 2)
    frames = 1 + (len(padded) - N) // HOP
    window = get_window("hann", N, fftbins=True)
    out = np.zeros((1 + N // 2, frames), dtype=np.complex64, order="F")
    for m in range(frames):
        out[:, m] = np.fft.rfft(window * padded[m * HOP : m * HOP + N])
    return out


def main():
    rate, samples = wavfile.read(sys.argv[1])
    audio = samples.astype(np.float64) / 32768
    common = gcd(rate, RATE)
    audio = resample_poly(audio, RATE // common, rate // common)
    pcm = np.round(audio * 32768).clip(-32768, 32767).astype(np.int16)
    wavfile.write("original.wav", RATE, pcm)
    spectrum = stft(pcm / 32768)
    for name, array in (("spectrogram", np.abs(spectrum)), ("phases", np.angle(spectrum))):
        with open(name, "wb") as file:
            np.save(file, array)


if __name__ == "__main__":
    main()
