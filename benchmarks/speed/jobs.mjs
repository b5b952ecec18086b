/**
 * The jobs: whole-process work as a user would have it. `layout` frames: the array is frames x bins in C order; bins-f
 * and bins-c: bins x frames in Fortran and C order. `of` names the job whose numbers it has in another order.
 */
const base = { rate: 44100, fftSize: 2048, hop: 512, layout: "frames", format: "npy" };

export const JOBS = {
  j1: { ...base, seconds: 600, title: "10 min, 2048/512, .npy" },
  j2f: { ...base, seconds: 600, layout: "bins-f", of: "j1", title: "the same, bins x frames, Fortran order" },
  j2c: { ...base, seconds: 600, layout: "bins-c", of: "j1", title: "the same, bins x frames, C order" },
  j3: { ...base, seconds: 30, title: "30 s, 2048/512, .npy" },
  j4: { ...base, seconds: 60, format: "csv", title: "60 s, 2048/512, CSV text" },
  j5: { ...base, rate: 16000, fftSize: 400, hop: 160, seconds: 600, title: "10 min at 16 kHz, 400/160" },
  j6: {
    ...base,
    fftSize: 1024,
    hop: 256,
    seconds: 30,
    retrieval: true,
    title: "Griffin-Lim, 100 rounds, 30 s, 1024/256",
  },
  j7: { ...base, seconds: 3600, alone: true, title: "60 min, 2048/512, .npy: 2.5 GB" },
};

/** The files of a job. */
export function filesOf(name, folder, { format } = JOBS[name]) {
  return { magnitude: `${folder}/${name}_mag.${format}`, phase: `${folder}/${name}_phase.${format}` };
}

export function shapeOf({ rate, seconds, fftSize, hop }) {
  const length = rate * seconds;
  return { length, frames: Math.floor(length / hop) + 1, bins: Math.floor(fftSize / 2) + 1 };
}

export function hann(size) {
  return Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}
