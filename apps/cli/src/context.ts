import type { Command } from "commander";
import type { Talk } from "./talk/talk.ts";

/** What a command gets from the program beside its own options. */
export interface Context {
  readonly talk: Talk;
  /** All commands there are, for those who list them or guess which was meant. */
  readonly commands: readonly CommandEntry[];
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

/** A command's module: how it is called, and what it does. */
export interface CommandModule {
  /** Adds arguments, options and examples. */
  define(command: Command): void;
  /** Does it, with what commander has parsed. */
  run(command: Command, context: Context): Promise<void>;
}

/** A command, loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}
