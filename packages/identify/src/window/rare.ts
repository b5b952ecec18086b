import type { WindowCandidate } from "./candidate.ts";

/** Windows that few programs use, told by their samples: x runs from -1 to 1 between the ends. */
const RARE: readonly ((x: number) => number)[] = [
  // Vorbis' power sine, LTFAT's itersine
  (x) => Math.sin((Math.PI / 2) * Math.cos((Math.PI / 2) * x) ** 2),
  // Kaldi's Povey
  (x) => (0.5 + 0.5 * Math.cos(Math.PI * x)) ** 0.85,
  // Bohman
  (x) => (1 - Math.abs(x)) * Math.cos(Math.PI * Math.abs(x)) + Math.sin(Math.PI * Math.abs(x)) / Math.PI,
  // Bartlett-Hann
  (x) => 0.62 - 0.24 * Math.abs(x) + 0.38 * Math.cos(Math.PI * x),
  // Lanczos
  (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)),
  // Welch
  (x) => 1 - x * x,
];

/** Each of them at a place, periodic and symmetric. */
export function rareWindows(offset: number, length: number): WindowCandidate[] {
  if (length < 4) return [];
  const made = RARE.flatMap((shape) => [
    sampled(length, offset, (n) => shape((2 * n) / length - 1)),
    sampled(length, offset, (n) => shape((2 * n) / (length - 1) - 1)),
    sampled(length, offset, (n) => shape((2 * n + 1) / length - 1)),
  ]);
  return [
    ...made,
    sampled(length, offset, (n) => parzen(n, length)),
    sampled(length, offset, (n) => parzen(n, length + 1)),
  ];
}

function sampled(length: number, offset: number, at: (n: number) => number): WindowCandidate {
  const values = Array.from({ length }, (_, n) => Math.max(0, at(n)));
  return { spec: { family: "samples", symmetric: false, length, values }, offset };
}

/** Parzen's (de la Vallee Poussin's) window, as SciPy counts its ends: half a sample outside. */
function parzen(n: number, length: number): number {
  const u = Math.abs(n - (length - 1) / 2) / (length / 2);
  return u <= 0.5 ? 1 - 6 * u * u * (1 - u) : 2 * (1 - u) ** 3;
}
