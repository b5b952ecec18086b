/** A sample rate that nobody wrote down, and why it may be this one. */
export interface RateGuess {
  /** Hertz. */
  readonly hertz: number;
  /** In words, without a full stop. */
  readonly why: string;
}
