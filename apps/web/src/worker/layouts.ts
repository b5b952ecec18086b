import { isUnspectroError, PROBE_BYTES, type RawLayout } from "@unspectro/core/plugin";
import { findRawLayout } from "@unspectro/identify";
import { readersOf } from "@unspectro/inputs";
import { fromBlob } from "@unspectro/io/web";

/** How two headerless files are laid out, the likeliest way; undefined where they have headers or nothing stands out. */
export async function layoutOf(files: readonly File[]): Promise<RawLayout | undefined> {
  if (files.length !== 2 || !(await Promise.all(files.map(isHeaderless))).every(Boolean)) return undefined;
  const [found] = await findRawLayout(fromBlob(files[0]!), fromBlob(files[1]!));
  if (found === undefined) return undefined;
  const [first, second] = found.layouts;
  if (first.headerBytes === second.headerBytes) return first;
  // Headers of different lengths are what is left over in each.
  const { headerBytes: _, ...common } = first;
  return common;
}

async function isHeaderless(file: File): Promise<boolean> {
  if (file.size === 0) return false;
  const head = new Uint8Array(await file.slice(0, PROBE_BYTES).arrayBuffer());
  try {
    return (await readersOf().of(head, file.name)).id === "raw";
  } catch (error) {
    if (isUnspectroError(error, "unknown-format")) return true;
    throw error;
  }
}
