// Ways to damage a clip's spectra; each gives what `repair` takes.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cellsAround, makePasses, referenceTransform } from "../../packages/retrieval/dist/index.js";

/** The published figures' own. */
export const SEED = 7;
/** 8 bits over 100 dB. */
const RANGE = 100;
const STEPS = 255;

const phasesOf = (spectra) =>
  Float64Array.from({ length: spectra.length / 2 }, (_, i) => Math.atan2(spectra[2 * i + 1], spectra[2 * i]));

/** Phases rounded to so many levels. */
export const levels = (count) => (work) => {
  const step = (2 * Math.PI) / count;
  const phases = phasesOf(work.spectra).map((phase) => Math.round(phase / step) * step);
  const { magnitudes } = work;
  const cells = cellsAround({ lowest: magnitudes, highest: magnitudes, phases, phaseError: step / 2 });
  return { magnitudes, phases, cells };
};

/** A share of the frames with random phases; which ones is not told. */
export const randomFrames = (share) => (work) => {
  const { grid, bins, magnitudes } = work;
  const draws = drawn("frames", grid.frames, bins);
  const phases = phasesOf(work.spectra).map((phase, i) =>
    draws[Math.floor(i / bins)] < share ? 2 * Math.PI * draws[grid.frames + i] : phase,
  );
  return { magnitudes, phases };
};

/** A share of the bins with random phases. */
export const randomBins = (share) => (work) => {
  const { grid, bins, magnitudes } = work;
  const draws = drawn("frames", bins, grid.frames);
  const phases = phasesOf(work.spectra).map((phase, i) =>
    draws[i % bins] < share ? 2 * Math.PI * draws[bins + i] : phase,
  );
  return { magnitudes, phases };
};

/** Gaussian noise of 0.5 rad on every phase. */
export const noise = (work) => {
  const draws = drawn("noise", work.grid.frames, work.bins);
  return {
    magnitudes: work.magnitudes,
    phases: phasesOf(work.spectra).map((phase, i) => phase + 0.5 * draws[i]),
  };
};

/** Magnitudes rounded to 8 bits over 100 dB, exact phases; the lowest level means anything below it. */
export const decibels = (work) => {
  const largest = work.magnitudes.reduce((most, value) => Math.max(most, value), 0);
  const step = RANGE / STEPS;
  const amplitude = (level) => largest * 10 ** (level / 20);
  const rounded = work.magnitudes.map(
    (value) => Math.round(Math.max(20 * Math.log10(Math.max(value, 1e-12) / largest), -RANGE) / step) * step,
  );
  const atFloor = (level) => level <= -RANGE + 1e-9;
  const phases = phasesOf(work.spectra);
  return {
    magnitudes: rounded.map((level) => (atFloor(level) ? 0 : amplitude(level))),
    phases,
    cells: cellsAround({
      lowest: rounded.map((level) => (atFloor(level) ? 0 : amplitude(level - step / 2))),
      highest: rounded.map((level) => amplitude(level + step / 2)),
      phases,
      phaseError: 0,
    }),
  };
};

/** The plain least-squares inverse. */
export function inverse(grid, { magnitudes, phases }) {
  const passes = makePasses(referenceTransform(grid));
  const { bins } = passes.transform;
  passes.start((frame, spectrum, at) => {
    for (let k = 0; k < bins; k++) {
      const i = frame * bins + k;
      spectrum[at + 2 * k] = magnitudes[i] * Math.cos(phases[i]);
      spectrum[at + 2 * k + 1] = magnitudes[i] * Math.sin(phases[i]);
    }
  });
  return passes.signal;
}

function drawn(name, frames, bins) {
  const script = fileURLToPath(new URL("draws.py", import.meta.url));
  const python = process.env.PYTHON ?? "python3";
  const bytes = execFileSync(python, [script, String(SEED), name, String(frames), String(bins)], {
    maxBuffer: 1 << 28,
  });
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
