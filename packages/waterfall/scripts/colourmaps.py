"""Writes src/colourmaps/tables.ts from matplotlib's colour tables (256 entries of 8-bit red, green, blue).

viridis, magma, inferno, plasma: CC0, by Nathaniel J. Smith, Stefan van der Walt and Eric Firing.
cividis: by Nunez, Anderton and Renslow (PLOS ONE 2018), jet, hot and grey: matplotlib's licence (BSD-compatible).

    python3 scripts/colourmaps.py > src/colourmaps/tables.ts
"""
import matplotlib
import numpy as np

NAMES = {"viridis": "viridis", "magma": "magma", "inferno": "inferno", "plasma": "plasma", "cividis": "cividis", "jet": "jet", "hot": "hot"}
print("// Made by scripts/colourmaps.py from matplotlib's tables; do not edit. Licences: see that script.")
print("\n/** 256 colours each, as rrggbb. */")
print("export const TABLES = {")
for name, key in NAMES.items():
    table = matplotlib.colormaps[key](np.arange(256), bytes=True)[:, :3]  # as its pictures have them
    print(f"  {name}:")
    print(f'    "{"".join("%02x%02x%02x" % tuple(c) for c in table)}",')
print("} as const;")
