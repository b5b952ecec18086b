import type { Command } from "commander";
import type { Context } from "../context.ts";
import { readersWith } from "../input/readers.ts";

export function define(command: Command): void {
  command
    .description(
      "The file formats that can be read and written. Files are told apart by their content, not their names.",
    )
    .option("--plugin <file.js...>", "readers of your own (docs/add-a-reader.md)");
}

export async function run(command: Command, { talk, json, print }: Context): Promise<void> {
  const readers = await readersWith(command.opts().plugin ?? []);
  const formats = (await readers.all()).map(({ id, title, extensions, write }) => ({
    id,
    title,
    extensions,
    writes: write !== undefined,
  }));
  if (json) {
    print(JSON.stringify({ formats }, null, 2));
    return;
  }
  const { bold } = talk.style;
  const rows = formats.map(({ id, title, extensions, writes }) => [
    id,
    writes ? "reads, writes" : "reads",
    extensions.map((extension) => `.${extension}`).join(" "),
    title,
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i]!) : cell));
    print([bold(cells[0]!), ...cells.slice(1)].join("  "));
  }
}
