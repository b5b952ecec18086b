import { pathToFileURL } from "node:url";
import { type FormatPlugin, IoError } from "@unspectro/core/plugin";
import { bundledReaders, listed, type Readers, readersOf } from "@unspectro/inputs";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

/**
 * The bundled readers, and those in `files` (modules that export one or more `FormatPlugin`s). An id that nobody has is
 * a UsageError.
 *
 * @throws IoError, UsageError when a file of the user's holds no reader
 */
export async function readersWith(files: readonly string[]): Promise<Readers> {
  const outside = (await Promise.all(files.map(loadOutside))).flat();
  const readers = readersOf(outside);
  const ids = [...outside, ...bundledReaders].map((reader) => reader.id);

  function check(id: string): void {
    if (ids.includes(id)) return;
    const near = nearest(id, ids);
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    throw new UsageError(`there is no format "${id}"${hint} (known: ${listed(ids)})`);
  }

  return {
    ...readers,
    async byId(id) {
      check(id);
      return readers.byId(id);
    },
    async of(head, name, wanted) {
      if (wanted !== undefined) check(wanted);
      return readers.of(head, name, wanted);
    },
  };
}

/** The readers that a module of the user's exports. */
async function loadOutside(file: string): Promise<readonly FormatPlugin[]> {
  let module: Record<string, unknown>;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new IoError("not-readable", "it cannot be loaded as a module", { file, found }, error);
  }
  const plugins = Object.values(module).filter(isPlugin);
  if (plugins.length > 0) return plugins;
  throw new UsageError(
    `${file} exports no reader: an object with id, title, extensions, probe, list and open`,
  );
}

function isPlugin(value: unknown): value is FormatPlugin {
  if (typeof value !== "object" || value === null) return false;
  const { id, probe, list, open } = value as Partial<FormatPlugin>;
  return typeof id === "string" && [probe, list, open].every((member) => typeof member === "function");
}
