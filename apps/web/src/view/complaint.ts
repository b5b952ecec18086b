import { element } from "../dom.ts";
import type { Failure } from "../protocol.ts";
import { WorkerFailure } from "../rpc/ask.ts";

/** A failure beside what it concerns: what, where, what was expected and found, what to try. */
export function complaint({ what, file, where, expected, found, advice }: Failure): HTMLElement {
  const place = [file, where].filter((part) => part !== undefined).join(", ");
  const facts = [
    expected === undefined ? "" : `Expected: ${expected}.`,
    found === undefined ? "" : `Found: ${found}.`,
  ].filter((part) => part !== "");
  return element(
    "div",
    { class: "complaint", attributes: { role: "alert" } },
    element("strong", { text: sentence(what) }),
    place === "" ? undefined : element("div", { text: `In ${place}.` }),
    facts.length === 0 ? undefined : element("div", { text: facts.join(" ") }),
    advice === undefined ? undefined : element("div", { text: sentence(advice) }),
  );
}

/** What to say of anything that was thrown; undefined for work that was stopped on purpose. */
export function failureIn(error: unknown): Failure | undefined {
  if (error instanceof DOMException && error.name === "AbortError") return undefined;
  if (error instanceof WorkerFailure) return error.failure.code === "aborted" ? undefined : error.failure;
  const found = error instanceof Error ? error.message : String(error);
  return { what: "something in this page went wrong", found, advice: "open the files again" };
}

/** With a capital letter and a full stop. */
export function sentence(words: string): string {
  const trimmed = words.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
