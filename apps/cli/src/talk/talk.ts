import type { Listener } from "./listener.ts";
import { bar, type Progress, silent } from "./progress.ts";
import { colours, plain, type Style } from "./style.ts";

/**
 * What the program says to the person watching: on stderr, because stdout belongs to data. Colour and moving bars
 * only on a terminal; nothing but failures when asked to be quiet.
 */
export interface Talk {
  /** Nothing is said but failures. */
  readonly quiet: boolean;
  readonly style: Style;
  /** One line. */
  say(line?: string): void;
  /** Something the user should know, but that stops nothing. Kept for the report too. */
  warn(line: string): void;
  readonly warnings: readonly string[];
  /** Rows of cells, columns aligned. */
  table(rows: readonly (readonly string[])[]): void;
  /** A bar for work of `total` units, named for what is being made. */
  progress(name: string, total: number): Progress;
}

export interface TalkOptions {
  readonly quiet: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Talk to `listener`. Colours follow NO_COLOR, FORCE_COLOR and TERM as programs agree. */
export function talkTo(listener: Listener, { quiet, environment }: TalkOptions): Talk {
  const terminal = listener.isTTY === true && environment.TERM !== "dumb";
  const forced = (environment.FORCE_COLOR ?? "0") !== "0";
  const colourful = forced || (terminal && !environment.NO_COLOR);
  const style = colourful ? colours : plain;
  const warnings: string[] = [];
  const line = (text: string): void => {
    if (!quiet) listener.write(`${text}\n`);
  };
  return {
    quiet,
    style,
    warnings,
    say: (text = "") => line(text === "" ? "" : `  ${text}`),
    warn(text) {
      warnings.push(text);
      line(`  ${style.yellow("note:")} ${text}`);
    },
    table(rows) {
      for (const row of aligned(rows)) line(`  ${row}`);
    },
    progress: (name, total) => (quiet || !terminal ? silent : bar(listener, style, name, total)),
  };
}

/** Cells padded so that columns stand under each other; a last cell is never padded. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
}
