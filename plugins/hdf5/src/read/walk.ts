import { FormatError, isUnspectroError } from "@unspectro/core/plugin";
import { type Dataset, describeDataset, isOctaveVariable, type Refusal } from "./describe.ts";
import type { Hdf5File } from "./file.ts";
import { type Library, ObjectKind } from "./library.ts";

/** An array in the file: the name a user would give it, and what it is. */
export type Entry = { readonly name: string } & (Dataset | Refusal);

/** Groups may hold themselves (hard links) and more than anyone will read: what is looked at is limited. */
const DEEPEST = 16;
const MOST_OBJECTS = 4096;

/** Finds every dataset, group by group. Soft links are not followed: they name the same arrays again. */
export async function walk(file: Hdf5File, signal?: AbortSignal): Promise<Entry[]> {
  const entries: Entry[] = [];
  let groups = ["/"];
  let seen = 0;
  for (let depth = 0; depth < DEEPEST && groups.length > 0; depth++) {
    const deeper: string[] = [];
    for (const group of groups) {
      const children = await file.run(({ library }, id) => library.get_names(id, group, false), signal);
      for (const child of children) {
        if (++seen > MOST_OBJECTS) return entries;
        const path = group === "/" ? `/${child}` : `${group}/${child}`;
        const found = await lookOrRefuse(file, path, signal);
        if (found === "other") continue;
        if ("group" in found) deeper.push(found.group);
        else entries.push(found);
      }
    }
    groups = deeper;
  }
  return entries;
}

/**
 * The array a user named: with or without the leading slash; a variable of Octave by its own name. A dataset that
 * cannot be read is an error that says why.
 *
 * @throws FormatError `no-array`, `unsupported`
 */
export async function find(
  file: Hdf5File,
  name: string,
  signal?: AbortSignal,
): Promise<Dataset & { name: string }> {
  const path = `/${name.split("/").filter(Boolean).join("/")}`;
  const found = await file.run(({ library }, id) => {
    return library.get_type(id, path) === ObjectKind.none ? "other" : identify(library, id, path);
  }, signal);
  if (found !== "other" && !("group" in found)) return openable(file, found);
  const entries = await walk(file, signal);
  throw new FormatError(
    "no-array",
    found === "other" ? "there is no such array" : "this is a group, not an array",
    {
      file: file.name,
      where: name,
      expected: names(
        entries.filter((entry) => found === "other" || entry.name.startsWith(`${path.slice(1)}/`)),
      ),
    },
  );
}

/** The only array that can be frames: nobody named one. */
export async function findOnly(file: Hdf5File, signal?: AbortSignal): Promise<Dataset & { name: string }> {
  const entries = await walk(file, signal);
  const matrices = entries.filter((entry) => !("refusal" in entry) && entry.dims.length >= 2);
  const [only, another] = matrices.length > 0 ? matrices : entries;
  if (only !== undefined && another === undefined) return openable(file, only);
  throw new FormatError(
    "no-array",
    only === undefined ? "there is no array in the file" : "the file holds several arrays",
    {
      file: file.name,
      ...(only === undefined
        ? {}
        : {
            found: names(matrices.length > 0 ? matrices : entries),
            advice: `name one, as in ${file.name}:${only.name}`,
          }),
    },
  );
}

/** As many names as a person reads. */
function names(entries: readonly Entry[]): string {
  const shown = entries.slice(0, 12).map(({ name }) => name);
  const more = entries.length - shown.length;
  return shown.length === 0 ? "none" : shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function openable(file: Hdf5File, entry: Entry): Dataset & { name: string } {
  if (!("refusal" in entry)) return entry;
  throw new FormatError("unsupported", `the array cannot be opened: ${entry.refusal}`, {
    file: file.name,
    where: entry.name,
  });
}

/** What lies at a path; undefined when the library failed. */
type Found = Entry | { readonly group: string } | "other";

/** A damaged array does not hide the others; a breakdown of the library does. */
async function lookOrRefuse(file: Hdf5File, path: string, signal: AbortSignal | undefined): Promise<Found> {
  try {
    return await file.run(({ library }, id) => look(library, id, path), signal);
  } catch (error) {
    const damaged = isUnspectroError(error, "bad-header");
    if (!damaged || (error.cause instanceof Error && error.cause.name === "RuntimeError")) throw error;
    return { name: path.slice(1), path, dims: [], refusal: "it is damaged" };
  }
}

/** Looks at a child of a group. Soft links name again what is listed elsewhere. */
function look(library: Library, file: bigint, path: string): Found | undefined {
  return library.get_symbolic_link(file, path) === null ? identify(library, file, path) : "other";
}

function identify(library: Library, file: bigint, path: string): Found | undefined {
  const kind = library.get_type(file, path);
  if (kind === ObjectKind.group) {
    // MATLAB keeps what cells and objects refer to here.
    if (/^\/#(refs|subsystem)#$/.test(path)) return "other";
    return isOctaveVariable(library, file, path) ? identifyValue(library, file, path) : { group: path };
  }
  if (kind !== ObjectKind.dataset) return "other";
  const described = describeDataset(library, file, path);
  return described && { name: path.slice(1), ...described };
}

/** Octave's `save -hdf5` makes a group of each variable: `type` names its class, `value` is the array, or a group of fields. */
function identifyValue(library: Library, file: bigint, path: string): Found | undefined {
  const found = identify(library, file, `${path}/value`);
  return found === undefined || found === "other" || "group" in found
    ? found
    : { ...found, name: path.slice(1) };
}
