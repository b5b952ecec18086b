import type { PartialConvention } from "./convention.ts";
import { conventionFields } from "./fields.ts";

/** A convention as a list of its fields: path to value. */
export type FieldMap = ReadonlyMap<string, unknown>;

/** The fields that are set, by path, in the order of `conventionFields`. */
export function flatten(convention: PartialConvention): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const { path } of conventionFields) {
    const value = path.split(".").reduce<unknown>((part, key) => childOf(part, key), convention);
    if (value !== undefined) fields.set(path, value);
  }
  return fields;
}

/** The nested form of a list of fields. */
export function unflatten(fields: FieldMap): PartialConvention {
  const root: Record<string, unknown> = {};
  for (const [path, value] of fields) {
    const keys = path.split(".");
    const last = keys.pop()!;
    let part = root;
    for (const key of keys) {
      part[key] ??= {};
      part = part[key] as Record<string, unknown>;
    }
    part[last] = value;
  }
  return root;
}

/**
 * Joins parts of conventions field by field; the first that sets a field wins.
 *
 * @example
 * ```ts
 * import { mergeConventions } from "@unspectro/core";
 *
 * const merged = mergeConventions({ geometry: { hop: 128 } }, { geometry: { hop: 512, fftSize: 2048 } });
 * console.log(merged.geometry); // { fftSize: 2048, hop: 128 }
 * ```
 */
export function mergeConventions(...parts: readonly PartialConvention[]): PartialConvention {
  const maps = parts.map(flatten);
  const fields = new Map<string, unknown>();
  for (const { path } of conventionFields) {
    const first = maps.find((map) => map.has(path));
    if (first !== undefined) fields.set(path, first.get(path));
  }
  const profile = parts.find((part) => part.profile !== undefined)?.profile;
  return { ...(profile === undefined ? {} : { profile }), ...unflatten(fields) };
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
