import type { Numbers } from "@unspectro/core";

/**
 * Moves a frame's spectrum (2 x bins numbers of `spectrum` from `at`) to the nearest one that agrees with what the
 * file says: its magnitudes, its kept phases, its cells. In place.
 */
export type Projection = (frame: number, spectrum: Numbers, at: number) => void;

/** Cells closer to zero than this have no phase of their own. */
export const TINY = 1e-20;
