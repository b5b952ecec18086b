"""NumPy's random numbers on standard output, float64, so that damage is the published one: draws.py SEED CASE FRAMES BINS

CASE frames:P gives P percent of frames a random phase: first one uniform number a frame, then one a cell.
CASE noise gives one normal number a cell.
"""
import sys

import numpy as np

seed, case, frames, bins = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rng = np.random.default_rng(seed)
if case == "noise":
    numbers = [rng.standard_normal((frames, bins))]
else:
    numbers = [rng.random(frames), rng.random((frames, bins))]
for array in numbers:
    sys.stdout.buffer.write(array.astype("<f8").tobytes())
