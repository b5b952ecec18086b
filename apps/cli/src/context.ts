import type { Talk } from "./talk/talk.ts";

/** What a command gets from the program beside its own options. */
export interface Context {
  readonly talk: Talk;
  /** Data for people and machines who asked for it: standard output. */
  print(text: string): void;
  /** Whether the answer goes to standard output as JSON. */
  readonly json: boolean;
  /** Ends with this exit code where the answer is no failure, but no plain yes either. */
  end(code: number): void;
  /** Fires at Ctrl-C: what is under way stops, and what is half-written goes away. */
  readonly signal: AbortSignal;
  /**
   * Work that has something to show at any time ends early at the first Ctrl-C, through the signal given here; the second
   * one stops for good.
   */
  endEarly(): AbortSignal;
}
