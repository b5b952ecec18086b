"""Audio made here: espeak-ng speech, sox synthesis, ALSA's test sounds where they are installed."""
import glob
import subprocess
import wave

import numpy as np
from scipy.signal import resample_poly

SENTENCES = [
    "The quick brown fox jumps over the lazy dog while seven wizards watch.",
    "Please call Stella and ask her to bring these things with her from the store.",
    "A window function tapers the ends of a frame, so that its edges do not ring.",
    "Drei Chinesen mit dem Kontrabass sassen auf der Strasse und erzaehlten sich was.",
    "El perro de San Roque no tiene rabo porque Ramon Ramirez se lo ha cortado.",
    "Les chaussettes de l'archiduchesse sont elles seches, archi seches.",
]
VOICES = ["en-us", "en-gb", "de", "es", "fr", "it", "pt", "sv", "pl", "en-us+f3", "de+m4", "fr+f2"]
SYNTHS = [
    "synth {d} pluck G2 tremolo 5 40",
    "synth {d} sine 200:3000 vol 0.5",
    "synth {d} pinknoise vol 0.4 tremolo 3 90",
    "synth {d} sawtooth 110 lowpass 1800 tremolo 7 70",
    "synth {d} square 330 synth {d} sine fmod 5 vol 0.3",
    "synth {d} trapezium 98:392 vol 0.5 echo 0.8 0.7 60 0.4",
]


def wav_samples(path):
    with wave.open(path) as w:
        a = np.frombuffer(w.readframes(w.getnframes()), "<i2").astype(float) / 32768
        return a.reshape(-1, w.getnchannels())[:, 0], w.getframerate()


def draw(rng, folder, plain=False):
    """(samples, rate, what): 16-bit audio of 2 to 6 seconds at one of the usual rates."""
    rate = int(rng.choice([8000, 16000, 16000, 22050, 44100]))
    seconds = float(rng.uniform(2, 5))
    kind = rng.choice(["speech", "speech", "synth", "sound", "mix"])
    sounds = sorted(glob.glob("/usr/share/sounds/alsa/*.wav"))
    path = folder + "/audio.wav"
    if kind == "sound" and not sounds:
        kind = "speech"
    parts = []
    if kind in ("speech", "mix"):
        voice, text = rng.choice(VOICES), rng.choice(SENTENCES)
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(rng.integers(120, 200)), "-w", path, text], check=True)
        parts.append(wav_samples(path))
    if kind in ("synth", "mix"):
        effect = rng.choice(SYNTHS).format(d=round(seconds, 3)).split()
        subprocess.run(["sox", "-q", "-R", "-D", "-n", "-r", str(rate), "-b", "16", path, *effect], check=True, stderr=subprocess.DEVNULL)
        parts.append(wav_samples(path))
    if kind == "sound":
        parts.append(wav_samples(str(rng.choice(sounds))))
    mixed = None
    for samples, own in parts:
        g = np.gcd(rate, own)
        a = resample_poly(samples, rate // g, own // g)[: int(seconds * rate)]
        mixed = a if mixed is None else mixed[: len(a)] + 0.3 * a[: len(mixed)]
    if rng.random() < 0.25:  # a quiet room
        mixed = mixed + rng.normal(0, 10 ** rng.uniform(-5, -3), len(mixed))
    mixed = mixed / max(1e-9, np.abs(mixed).max()) * rng.uniform(0.2, 0.98)
    return np.round(mixed * 32767) / 32768, rate, str(kind)
