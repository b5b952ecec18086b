import { type Pair, pairIn } from "@unspectro/inputs";
import { UsageError } from "../usage.ts";
import { type FileOpener, openFile } from "./files.ts";

/**
 * Opens one file that holds everything, or two that belong together, in whatever order they are named unless the
 * opener says that they are ordered.
 *
 * @throws IoError, FormatError, DataError `mismatched-pair`, UsageError
 */
export async function openPair(names: readonly string[], opener: FileOpener): Promise<Pair> {
  if (names.length === 0 || names.length > 2) {
    throw new UsageError("name two files, magnitudes and phases, or one that holds both");
  }
  if (names[0] === names[1]) {
    throw new UsageError(
      `${names[0]} is named twice: name the magnitudes and the phases, or one file that holds both`,
    );
  }
  return pairIn(
    names.map((name) => () => openFile(name, opener)),
    opener,
  );
}
