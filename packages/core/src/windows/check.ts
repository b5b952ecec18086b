import { ConventionError } from "../contract/errors.ts";
import type { WindowSpec } from "../convention/convention.ts";
import { type WindowFamilyInfo, type WindowParameterInfo, windowFamilies } from "./families.ts";

/** 2^28 samples are 2 GiB: no window is that long, and a mistyped length should not take the machine down. */
const LONGEST = 2 ** 28;

/**
 * Refuses a window that cannot be made.
 *
 * @throws ConventionError `bad-convention`, its `field` below `geometry.window`
 */
export function checkWindow(spec: WindowSpec): WindowFamilyInfo {
  const info = windowFamilies.find((each) => each.family === spec.family);
  if (info === undefined) {
    throw bad("family", "there is no such window", {
      expected: windowFamilies.map((each) => each.family).join(", "),
      found: String(spec.family),
    });
  }
  if (!Number.isInteger(spec.length) || spec.length < 1 || spec.length > LONGEST) {
    throw bad("length", "a window needs a whole number of samples", {
      expected: `1 to ${LONGEST}`,
      found: String(spec.length),
    });
  }
  if (info.parameter !== undefined) checkParameter(spec, info.parameter);
  if (info.values !== undefined) checkValues(spec);
  return info;
}

function checkParameter(spec: WindowSpec, rule: WindowParameterInfo): void {
  const value = spec.parameter ?? rule.default;
  const inside =
    value !== undefined &&
    value <= rule.maximum &&
    (rule.aboveMinimum === true ? value > rule.minimum : value >= rule.minimum);
  if (inside) return;
  const lower = rule.aboveMinimum === true ? `above ${rule.minimum}` : `at least ${rule.minimum}`;
  throw bad("parameter", `the ${spec.family} window needs its parameter ${rule.name}`, {
    expected: `a number ${lower}, at most ${rule.maximum} (${rule.meaning})`,
    found: value === undefined ? "none" : String(value),
  });
}

function checkValues(spec: WindowSpec): void {
  const values = spec.values ?? [];
  const expected = spec.family === "samples" ? spec.length : Math.max(1, values.length);
  if (values.length !== expected) {
    throw bad("values", `the window "${spec.family}" needs its values`, {
      expected: spec.family === "samples" ? `${spec.length} numbers, one a sample` : "one number or more",
      found: `${values.length}`,
    });
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw bad("values", "a window holds finite numbers only", { found: `${values[wrong]} at ${wrong}` });
  }
}

function bad(field: string, what: string, facts: { expected?: string; found: string }): ConventionError {
  return new ConventionError("bad-convention", `geometry.window.${field}`, what, facts);
}
