import { type ErrorFacts, isUnspectroError } from "@unspectro/core/plugin";
import { EXIT, exitOf } from "./exit.ts";
import { flagOf } from "./options/fields.ts";
import type { Style } from "./talk/style.ts";

/** A failure, told once: what a person reads, what a machine reads, and how the program ends. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly text: string;
  readonly facts: ErrorFacts;
}

/** Puts any thrown thing into words. Only a defect of the program shows where it was, and only with --debug. */
export function failureOf(error: unknown, style: Style, debug: boolean): Failure {
  const trace = debug && error instanceof Error ? `\n${style.dim(withCauses(error))}` : "";
  if (isUnspectroError(error)) {
    const facts = error.facts;
    return { exitCode: exitOf[error.code], code: error.code, text: told(facts, style) + trace, facts };
  }
  if (error instanceof Error && error.name === "UsageError") {
    const facts = { what: error.message };
    return { exitCode: EXIT.usage, code: "usage", text: `${problem(error.message, style)}${trace}`, facts };
  }
  const message = error instanceof Error ? error.message : String(error);
  const text = [
    problem(`unspectro met a situation it was not made for: ${message}`, style),
    "  This is a defect of the program, not of your files. Please report it, with what --debug prints:",
    "  https://github.com/unspectro/unspectro/issues",
  ].join("\n");
  return { exitCode: EXIT.bug, code: "bug", text: text + trace, facts: { what: message } };
}

/** What, where, expected, found, what to try: a line each, those that are known. */
function told(facts: ErrorFacts, style: Style): string {
  const place = [facts.file, facts.where && plain(facts.where)].filter(Boolean).join(", ");
  const lines = [problem(place === "" ? (facts.what ?? "") : `${place}: ${facts.what}`, style)];
  if (facts.expected !== undefined) lines.push(`  expected  ${facts.expected}`);
  if (facts.found !== undefined) lines.push(`  found     ${facts.found}`);
  if (facts.advice !== undefined) lines.push(`  try       ${facts.advice}`);
  return lines.join("\n");
}

function problem(text: string, style: Style): string {
  return `${style.red("unspectro:")} ${text}`;
}

/** A field of the convention is known to the user by its flag. */
function plain(where: string): string {
  const flag = flagOf(where);
  return flag === undefined ? where : `${flag} (${where})`;
}

function withCauses(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${withCauses(error.cause)}` : "";
  return (error.stack ?? error.message) + cause;
}
