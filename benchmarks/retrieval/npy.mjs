// Magnitudes as a producer would save them.
import { writeFileSync } from "node:fs";

/** float32, bins x frames, as NumPy saves it. */
export function writeMagnitudes(path, { grid, bins, magnitudes }) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${bins}, ${grid.frames}), }`.padEnd(117);
  const data = new Float32Array(magnitudes.length);
  for (let m = 0; m < grid.frames; m++)
    for (let k = 0; k < bins; k++) data[k * grid.frames + m] = magnitudes[m * bins + k];
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0];
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(magic), Buffer.from(`${text}\n`, "latin1"), Buffer.from(data.buffer)]),
  );
}
