import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scratch } from "@unspectro/core/plugin";
import { ioError } from "./failure.ts";
import { fromHandle } from "./path.ts";
import { writeAll } from "./sink.ts";
import { remove, track, unique } from "./unfinished.ts";

/**
 * Temporary files in `folder` (default: the system's, which TMPDIR names; on some systems that lies in memory).
 * Where the system lets an open file have no name, it has none, so nothing is left even after a power cut.
 *
 * @throws IoError `no-space`, `not-written`
 */
export function tempScratch(folder: string = tmpdir()): Scratch {
  return {
    create(name) {
      const path = join(folder, `unspectro-${unique()}.tmp`);
      const handle = attempt(folder, () => openSync(path, "wx+", 0o600));
      track(path);
      if (process.platform !== "win32") remove(path);
      let length = 0;
      function discard(): void {
        closeSync(handle);
        remove(path);
      }
      return {
        append(bytes) {
          attempt(folder, () => writeAll(handle, bytes, length));
          length += bytes.length;
        },
        finish: () => fromHandle(handle, name, { free: () => remove(path) }),
        discard,
      };
    },
  };
}

/** Failures name the folder: it is what the user can change. */
function attempt<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw ioError(error, `temporary file in ${folder}`, "writing");
  }
}
