import { ConventionError } from "../contract/errors.ts";
import type { Convention, PartialConvention } from "./convention.ts";
import { accepts, expectation } from "./field-info.ts";
import { conventionFields, fieldInfo } from "./fields.ts";
import { flatten } from "./merge.ts";
import { checkRules } from "./rules.ts";

/** The version of the schema that this package reads and writes. */
export const CONVENTION_VERSION = 1;

/**
 * Reads a convention, whole or in part, from JSON text or from an object of unknown origin. Every field is checked;
 * none is ignored.
 *
 * @param source what to call it in errors: the file
 * @throws ConventionError `bad-convention` with the `field` that is wrong
 *
 * @example
 * ```ts
 * import { parseConvention } from "@unspectro/core";
 *
 * console.log(parseConvention('{"geometry": {"hop": 256}}').geometry?.hop); // 256
 * ```
 */
export function parseConvention(input: unknown, source?: string): PartialConvention {
  const value = typeof input === "string" ? parseJson(input, source) : input;
  if (!isRecord(value))
    throw wrong("convention", "this is not a convention", "an object", show(value), source);
  if ("version" in value && value.version !== CONVENTION_VERSION) {
    throw wrong(
      "version",
      "this convention is of another version of the schema",
      `${CONVENTION_VERSION}`,
      show(value.version),
      source,
      "a newer unspectro reads it",
    );
  }
  if ("profile" in value && typeof value.profile !== "string") {
    throw wrong("profile", "a profile is named by a word", "text", show(value.profile), source);
  }
  walk(value, "", source);
  return value as PartialConvention;
}

/**
 * Checks that a convention is whole and free of contradictions, and gives it its type.
 *
 * @throws ConventionError `bad-convention` naming the missing, wrong or contradicting field
 */
export function checkConvention(input: unknown, source?: string): Convention {
  const partial = parseConvention(input, source);
  const fields = flatten(partial);
  for (const field of conventionFields) {
    if (field.optional || fields.has(field.path)) continue;
    throw wrong(field.path, "this field is missing", expectation(field), "nothing", source);
  }
  const convention = { ...partial, version: CONVENTION_VERSION } as Convention;
  checkRules(convention);
  return convention;
}

/** A convention as JSON text that `parseConvention` reads back to the same. */
export function formatConvention(convention: Convention | PartialConvention): string {
  return `${JSON.stringify({ version: CONVENTION_VERSION, ...convention }, null, 2)}\n`;
}

const sections = new Set(
  conventionFields.flatMap(({ path }) => {
    const keys = path.split(".");
    return keys.slice(1).map((_, i) => keys.slice(0, i + 1).join("."));
  }),
);

function walk(value: Record<string, unknown>, prefix: string, source: string | undefined): void {
  for (const [key, child] of Object.entries(value)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (path === "version" || path === "profile" || child === undefined) continue;
    const field = fieldInfo(path);
    if (field !== undefined) {
      if (!accepts(field, child)) {
        throw wrong(path, `this is no value for ${field.says}`, expectation(field), show(child), source);
      }
    } else if (sections.has(path)) {
      if (!isRecord(child)) throw wrong(path, "this part is an object", "an object", show(child), source);
      walk(child, path, source);
    } else {
      throw wrong(path, "there is no such field", knownUnder(prefix), path, source);
    }
  }
}

/** The names that may stand under a part. */
function knownUnder(prefix: string): string {
  const depth = prefix === "" ? 0 : prefix.split(".").length;
  const names = conventionFields
    .filter(({ path }) => prefix === "" || path.startsWith(`${prefix}.`))
    .map(({ path }) => path.split(".")[depth]);
  return `one of ${[...new Set(names)].join(", ")}`;
}

function parseJson(text: string, source: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : "something else";
    throw wrong("convention", "this is not JSON", "a convention as JSON", found, source);
  }
}

function wrong(
  field: string,
  what: string,
  expected: string,
  found: string,
  file: string | undefined,
  advice?: string,
): ConventionError {
  return new ConventionError("bad-convention", field, what, {
    expected,
    found,
    ...(file === undefined ? {} : { file }),
    ...(advice === undefined ? {} : { advice }),
  });
}

/** A value as it may be shown in a message: short. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
