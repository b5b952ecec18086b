"""torchaudio's fast Griffin-Lim over magnitudes in a file: griffinlim.py S.npy OUT.wav RATE FFT HOP ITERATIONS"""
import sys

import numpy as np
import torch
import torchaudio

path, out = sys.argv[1:3]
rate, n_fft, hop, iterations = (int(word) for word in sys.argv[3:])
torch.manual_seed(0)
magnitudes = torch.from_numpy(np.load(path))
transform = torchaudio.transforms.GriffinLim(
    n_fft=n_fft, n_iter=iterations, hop_length=hop, power=1.0, momentum=0.99, rand_init=True
)
torchaudio.save(out, transform(magnitudes)[None], rate, encoding="PCM_F", bits_per_sample=32)
