import { root } from "./factors.ts";
import { COMPLEX_BYTES, planFft } from "./fft.ts";
import type { KernelMemory } from "./memory.ts";
import { writeStft } from "./records.ts";

/** What the kernel must know of frames. */
export interface StftPlan {
  /** N. */
  readonly size: number;
  /** R, in samples. */
  readonly hop: number;
  /** The windows, of equal length: before the transform and after the inverse one. */
  readonly analysis: ArrayLike<number>;
  readonly synthesis: ArrayLike<number>;
  /** Window sample j of frame m stands at (rotation + m rotationStep + j) mod N of the transform's time axis; any whole number. */
  readonly rotation: number;
  readonly rotationStep: number;
}

/** Lays the plan into memory, and answers the record's address. 1/N belongs into `synthesis`. */
export function planStft(memory: KernelMemory, plan: StftPlan): number {
  const { size, hop, analysis, synthesis, rotation, rotationStep } = plan;
  const points = size % 2 === 0 ? size / 2 : size;
  const bins = Math.floor(size / 2) + 1;
  const twist = new Float64Array(size % 2 === 0 ? 2 * (Math.floor(points / 2) + 1) : 0);
  for (let k = 0; 2 * k < twist.length; k++) twist.set(root(k, size), 2 * k);
  return writeStft(memory, {
    size,
    bins,
    fft: planFft(memory, points),
    twist: memory.reals(twist),
    work: memory.reserve(points * COMPLEX_BYTES),
    spectrum: memory.reserve((bins + memory.lanes) * COMPLEX_BYTES),
    time: memory.reserve((size + memory.lanes) * 16),
    hop,
    length: synthesis.length,
    analysis: memory.reals(analysis),
    synthesis: memory.reals(synthesis),
    rotation: ((rotation % size) + size) % size,
    rotationStep,
    trash: memory.reserve((synthesis.length + memory.lanes) * memory.elementBytes),
  });
}
