import { type Field, type Gradient, LAST, UNKNOWN } from "./field.ts";
import { LEVELS, levelOf } from "./level.ts";

/** Integration under way. */
export interface Spreading {
  /** Gives a cell its phase and queues it. */
  give(cell: number, phase: number): void;
  /**
   * From the loudest queued cell on, until no cell above a logarithm is without a phase beside one that has it. Cells beside
   * which it leaves softer ones are remembered where that is wanted.
   */
  spread(above: number, remember: boolean): void;
  /** Queues the remembered cells. */
  resume(): void;
  /** Gives cells that are still without a phase the one that goes on from the frame before. */
  goOn(): void;
}

/**
 * Each cell gives its neighbours their phase by the trapezoidal rule along the gradient. The queue has one list for each
 * level, so that a cell costs O(1), which is what makes heap integration of millions of cells quick. Within a level the
 * order is last in, first out.
 */
export function spreading({ logs, phases, states, stride }: Field, gradient: Gradient): Spreading {
  const { advance, time, frequency } = gradient;
  const lists = new Int32Array(LEVELS).fill(LAST);
  let top = -1;
  let waiting = 0;
  let left: number[] = [];

  const queue = (cell: number): void => {
    const level = levelOf(logs[cell]);
    states[cell] = lists[level];
    lists[level] = cell;
    if (level > top) top = level;
    waiting++;
  };
  const give = (cell: number, phase: number): void => {
    phases[cell] = phase;
    queue(cell);
  };

  return {
    give,
    spread(above, remember) {
      for (; waiting > 0; waiting--) {
        while (lists[top] === LAST) top--;
        const cell = lists[top];
        lists[top] = states[cell];
        const after = cell + stride;
        const before = cell - stride;
        const upper = cell + 1;
        const lower = cell - 1;
        let soft = false;
        if (states[after] === UNKNOWN) {
          if (logs[after] > above) give(after, phases[cell] + stepInTime(cell, after));
          else soft = true;
        }
        if (states[before] === UNKNOWN) {
          if (logs[before] > above) give(before, phases[cell] - stepInTime(before, cell));
          else soft = true;
        }
        if (states[upper] === UNKNOWN) {
          if (logs[upper] > above) give(upper, phases[cell] + stepInFrequency(cell, upper));
          else soft = true;
        }
        if (states[lower] === UNKNOWN) {
          if (logs[lower] > above) give(lower, phases[cell] - stepInFrequency(lower, cell));
          else soft = true;
        }
        if (soft && remember) left.push(cell);
      }
    },
    resume() {
      const cells = left;
      left = [];
      for (const cell of cells) queue(cell);
    },
    goOn() {
      for (let cell = stride; cell < states.length; cell++)
        if (states[cell] === UNKNOWN) {
          const before = cell - stride;
          phases[cell] = phases[before] + stepInTime(before, cell); // 0 before the first frame
        }
    },
  };

  function stepInTime(from: number, to: number): number {
    return advance[from % stride] + time * (logs[from + 1] - logs[from - 1] + logs[to + 1] - logs[to - 1]);
  }

  function stepInFrequency(from: number, to: number): number {
    const slopes = logs[from + stride] - logs[from - stride] + logs[to + stride] - logs[to - stride];
    return frequency * slopes;
  }
}
