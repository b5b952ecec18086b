#!/usr/bin/env python3
"""Two sounds to give to the producers: real speech, and music-like sound (plucked strings over a beat).

    python3 sounds.py SPEECH.wav FOLDER        writes FOLDER/speech.wav and FOLDER/music.wav, float64
"""

import sys
from pathlib import Path

import numpy as np
from scipy.io import wavfile

RATE = 22050


def pluck(frequency, seconds, rng):
    """Karplus & Strong (1983)."""
    period = int(round(RATE / frequency))
    line = rng.uniform(-1, 1, period)
    out = np.empty(int(seconds * RATE))
    for n in range(len(out)):
        out[n] = line[n % period]
        line[n % period] = 0.498 * (line[n % period] + line[(n + 1) % period])
    return out


def music():
    rng = np.random.default_rng(7)
    out = np.zeros(int(3.3 * RATE) + 17)
    for beat, frequency in enumerate([220, 277.2, 329.6, 440, 329.6, 277.2, 293.7, 220]):
        note = pluck(frequency, 1.0, rng)
        at = int(beat * 0.33 * RATE)
        note = note[: len(out) - at]
        out[at : at + len(note)] += note
        click = rng.standard_normal(600) * np.exp(-np.arange(600) / 90)
        out[at : at + 600] += 0.3 * click
    return 0.5 * out / np.abs(out).max()


def main():
    recording, folder = sys.argv[1], Path(sys.argv[2])
    rate, samples = wavfile.read(recording)
    wavfile.write(folder / "speech.wav", rate, samples / 32768)
    wavfile.write(folder / "music.wav", RATE, music())


if __name__ == "__main__":
    main()
