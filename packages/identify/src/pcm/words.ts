import type { Lattice } from "./lattice.ts";

/** What a lattice means, in sentences. */
export function originalWords(lattice: Lattice): string {
  const { bits, exact, foretold, share, noise, offset, step } = lattice;
  const percent = percentage(share);
  if (exact) {
    const noisy = foretold ? ", once the noise of the files' rounding is foretold and taken away" : "";
    return (
      `These are the original ${bits}-bit samples: ${percent} on the lattice of whole numbers${noisy}, ` +
      `which chance makes ${rarely(lattice.chance)}. ${levelWords(lattice)}`
    );
  }
  if (Math.abs(offset) > 0.1 * step && noise < 0.05) {
    return (
      `The original was ${bits}-bit PCM: all samples are whole numbers less one constant, ` +
      `a mean that was taken away and is not in the files. ${levelWords(lattice)}`
    );
  }
  return (
    `The original was ${bits}-bit PCM: ${percent} of the samples stand near whole numbers, so the level is known; ` +
    `but the numbers in the files are too coarse (noise of ${noise.toPrecision(2)} steps) to give each of them back for sure. ${levelWords(lattice)}`
  );
}

/** `+37.5 dB`, `-3.2 dB`. */
function levelWords({ gain, levelConfirmed, bits }: Lattice): string {
  if (levelConfirmed) return "They stand at their original level.";
  const decibels = 20 * Math.log10(gain);
  return `The original level is ${decibels < 0 ? "" : "+"}${decibels.toFixed(2)} dB from that of the files, if full scale was that of ${bits} bits.`;
}

function percentage(share: number): string {
  const floor = Math.floor(share * 1e4) / 100;
  return `${floor.toFixed(2)} %`;
}

function rarely(chance: number): string {
  return `less than once in 10^${Math.min(300, Math.floor(-chance))}`;
}
