import {
  type Convention,
  type FrameRange,
  missingKinds,
  planOf,
  reaching,
  type SampleRange,
  samplesWithin,
  scheduleOf,
  synthesisOf,
} from "@unspectro/core";

/** A share of the work that can be done alone. */
export interface Piece {
  /** Frames that must be pushed (`InverseOptions.range`). */
  readonly range: FrameRange;
  /** The first of them that no earlier piece has; those before are there for the overlap. */
  readonly ownFrom: number;
  /** The samples that are this piece's: all pieces' samples follow one another without gap. */
  readonly samples: SampleRange;
}

/**
 * Cuts a reconstruction into pieces of about `frames` frames; null where it must be done in one: circular audio, phases
 * that are differences in time, bins that must be worked out from all frames.
 */
export function piecesOf(
  convention: Convention,
  { frames, synthesis: custom }: { readonly frames: number; readonly synthesis?: Float64Array },
  pieceFrames: number,
): readonly Piece[] | null {
  const { geometry, encoding } = convention;
  if (geometry.padding === "circular" || encoding.phase.difference === "time") return null;
  if (missingKinds(convention).length > 0) return null;
  const plan = planOf(convention, frames);
  const synthesis = synthesisOf(plan, custom);
  const whole = scheduleOf(plan, synthesis, false);
  const pieces: Piece[] = [];
  let from = 0;
  let ownFrom = whole.first;
  while (ownFrom < whole.end) {
    let end = ownFrom;
    let to = from;
    // The first frames may decide no sample alone: then the piece grows.
    while (to === from && end < whole.end) {
      end = Math.min(whole.end, end + pieceFrames);
      to = Math.max(from, samplesWithin(plan, synthesis, whole, { first: whole.first, end }).to);
    }
    const { first } = reaching(plan, synthesis, { from, to });
    const range = { first: Math.max(whole.first, Math.min(ownFrom, first)), end };
    pieces.push({ range, ownFrom, samples: { from, to } });
    from = to;
    ownFrom = end;
  }
  return pieces;
}
