import type { AudioBlock, Numbers } from "@unspectro/core";
import { faintEnds } from "./cover.ts";
import { FEWEST_WRONG, type Lattice, WORST } from "./lattice.ts";
import { RUN } from "./pool.ts";
import { type Decided, predicted, rounded } from "./predict.ts";
import { lost } from "./proof.ts";
import { edgesOf, type Work, weakOf } from "./watch.ts";

/** The original samples of a reconstruction, and a watch over every one of them. */
export interface ExactAudio {
  /** The audio at its original level, full scale 1, in order, once. */
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  /** Samples so far that are the original ones. */
  readonly decided: number;
  /** Samples so far that frames don't decide, at the edges or between windows: zero, or the nearest whole number. */
  readonly undecided: number;
  /** How many of the decided ones the noise is expected to have brought to a wrong whole number. */
  readonly wrong: number;
  /** Whether all decided samples so far are the original ones, but for odds of less than 2 %. */
  readonly holds: boolean;
}

/**
 * Noise, in steps, that leaves no doubt of a whole number. At the ends that of all samples grows by what they are covered
 * less; and mended samples lose there what overlapping frames had told of them: some 12 dB more.
 */
const SAFE = 0.1 / 4;

/** Samples of one channel that are held in memory where noise must be foretold, which runs both ways. */
export const MOST_FORETOLD: number = 1 << 25;

/**
 * Turns recovered audio into the original samples that a lattice says it has.
 *
 * @param blocks the recovered audio, as `reconstruct` gives it
 * @throws RangeError for more than {@link MOST_FORETOLD} samples in noise that must be foretold
 *
 * @example
 * ```ts
 * import { exactAudio, findLattice } from "@unspectro/identify";
 *
 * console.log(typeof exactAudio, typeof findLattice); // function function
 * ```
 */
export function exactAudio(lattice: Lattice, work: Work, blocks: AsyncIterable<AudioBlock>): ExactAudio {
  const { unit, zero } = lattice;
  // noise that grows towards an end is not told by the samples around
  const weak = [...weakOf(work), ...faintEnds(work, SAFE / Math.max(lattice.noise, 1e-9))];
  const edges = edgesOf(work);
  const tally = { decided: 0, undecided: 0, wrong: 0, worst: 0 };

  /** Samples from position `start` on at the original level; counts them. */
  function settle({ whole, left }: Decided, start: number): Float64Array {
    for (let first = 0; first < whole.length; first += RUN) {
      const end = Math.min(whole.length, first + RUN);
      count(left.subarray(first, end), start + first);
    }
    return whole.map((n) => (n - zero) * unit);
  }

  function count(left: Float64Array, start: number): void {
    let squares = 0;
    let worst = 0;
    let sure = 0;
    for (let i = 0; i < left.length; i++) {
      const at = start + i;
      if (weak.some(({ from, to }) => at >= from && at < to)) continue;
      const off = Math.abs(left[i]);
      squares += off * off;
      if (!(off <= worst)) worst = off;
      sure++;
    }
    const wrong = sure === 0 ? 0 : sure * lost(Math.sqrt(squares / sure));
    const atEdge = edges.some(({ from, to }) => start >= from && start < to);
    if (atEdge && !(wrong < FEWEST_WRONG / 4 && worst < WORST)) sure = 0;
    else {
      tally.wrong += wrong;
      if (!(worst <= tally.worst)) tally.worst = worst;
    }
    tally.decided += sure;
    tally.undecided += left.length - sure;
  }

  async function* plain(): AsyncGenerator<AudioBlock, void, undefined> {
    for await (const { start, samples } of blocks) {
      const own = samples.map((channel) => settle(rounded(new Float64Array(channel), lattice), start));
      yield { start, samples: own };
    }
  }

  async function* foretold(): AsyncGenerator<AudioBlock, void, undefined> {
    if (work.length > MOST_FORETOLD) throw new RangeError(`${work.length} samples are too many to foretell`);
    const audio = Array.from({ length: work.channels }, () => new Float64Array(work.length));
    for await (const { start, samples } of blocks)
      for (const [channel, own] of samples.entries())
        audio[channel].set(cut(own, work.length - start), start);
    const samples = audio.map((channel) =>
      settle(predicted(channel, lattice) ?? rounded(channel, lattice), 0),
    );
    yield { start: 0, samples };
  }

  return {
    blocks: lattice.foretold ? foretold : plain,
    get decided() {
      return tally.decided;
    },
    get undecided() {
      return tally.undecided;
    },
    get wrong() {
      return tally.wrong;
    },
    get holds() {
      return tally.wrong < FEWEST_WRONG && tally.worst < WORST;
    },
  };
}

function cut(samples: Numbers, most: number): Numbers {
  return samples.length > most ? samples.subarray(0, Math.max(0, most)) : samples;
}
