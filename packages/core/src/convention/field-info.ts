/** What one field of a convention may be, as plain data: validation, help, flags and completion all read this table. */
export interface FieldInfo {
  /** Its path, such as `geometry.hop`. */
  readonly path: string;
  /** One line for people, without a full stop. */
  readonly says: string;
  /** The words (or fixed numbers) it may be. */
  readonly values?: readonly (string | number)[];
  /** The numbers it may be. */
  readonly number?: NumberRule;
  readonly boolean?: true;
  /** A list of such values or numbers. */
  readonly list?: true;
  /** May be null: not known, not the case. */
  readonly nullable?: true;
  /** May be left out of a whole convention. */
  readonly optional?: true;
}

/** Which finite numbers. */
export interface NumberRule {
  readonly integer?: true;
  /** At least this. */
  readonly least?: number;
  /** More than this. */
  readonly above?: number;
  /** Anything but 0. */
  readonly notZero?: true;
}

/** What a field may be, in words: `an integer of at least 1, or one of start, centre`. */
export function expectation({ values, number, boolean, list, nullable }: FieldInfo): string {
  const kinds = [
    number === undefined ? undefined : describeNumber(number),
    values === undefined ? undefined : `one of ${values.join(", ")}`,
    boolean === undefined ? undefined : "true or false",
    nullable === undefined ? undefined : "null",
  ].filter((kind) => kind !== undefined);
  return `${list === undefined ? "" : "a list of: "}${kinds.join(", or ")}`;
}

/** Whether a value is what the field may be. */
export function accepts(field: FieldInfo, value: unknown): boolean {
  if (field.list === undefined) return acceptsOne(field, value);
  return Array.isArray(value) && value.every((item) => acceptsOne(field, item));
}

function acceptsOne({ values, number, boolean, nullable }: FieldInfo, value: unknown): boolean {
  if (value === null) return nullable === true;
  if (typeof value === "boolean") return boolean === true;
  if ((typeof value === "string" || typeof value === "number") && values?.includes(value)) return true;
  return number !== undefined && typeof value === "number" && follows(number, value);
}

function follows({ integer, least, above, notZero }: NumberRule, value: number): boolean {
  if (!Number.isFinite(value) || (integer && (!Number.isInteger(value) || !Number.isSafeInteger(value)))) {
    return false;
  }
  return !(
    (least !== undefined && value < least) ||
    (above !== undefined && value <= above) ||
    (notZero && value === 0)
  );
}

function describeNumber({ integer, least, above, notZero }: NumberRule): string {
  const kind = integer ? "an integer" : "a number";
  if (least !== undefined) return `${kind} of at least ${least}`;
  if (above !== undefined) return `${kind} above ${above}`;
  return notZero ? `${kind} other than 0` : kind;
}
