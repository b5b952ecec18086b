/** A stretch of sound on its way to the loudspeaker. */
export interface Piece {
  /** Pieces of an earlier era (before a jump) are dropped. */
  readonly era: number;
  /** The sound's sample that it begins with, `lead` not counted. */
  readonly start: number;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** Samples before and behind, which other pieces play: interpolation looks at them. */
  readonly lead: number;
  readonly tail: number;
  /** Nothing follows. */
  readonly last: boolean;
}

export interface ToPlayer {
  readonly rate?: number;
  readonly gain?: number;
  readonly playing?: boolean;
  /** Forget what is queued; the number of the new era. */
  readonly flush?: number;
  readonly piece?: Piece;
}

export interface FromPlayer {
  readonly era: number;
  readonly sample: number | undefined;
  /** Samples queued and not yet played. */
  readonly ahead: number;
  readonly ended: boolean;
}
