import { profiles, type ResolvedField } from "@unspectro/core";
import { button, choice, element } from "../dom.ts";
import type { Failure, Findings, Settled } from "../protocol.ts";
import { complaint, sentence } from "./complaint.ts";
import { type FieldEditor, fieldEditor } from "./field.ts";
import { type Statement, statements } from "./statements.ts";

/** What the account asks for. */
export interface AccountActs {
  /** One field is to have another value. */
  change(path: string, value: unknown): void;
  /** A producer's defaults instead of what was found; empty: what was found. */
  profile(id: string): void;
  /** Another explanation of the same files. */
  alternative(index: number): void;
  /** Everything as it was found. */
  reset(): void;
}

/** How the files were made, to be read and changed. */
export interface Account {
  readonly element: HTMLElement;
  tellFindings(findings: Findings): void;
  tellSettled(settled: Settled): void;
  /** What is being worked out, and how far that is, from 0 to 1. */
  busy(words: string, done?: number): void;
  /** Puts a complaint beside the field it is about, or on top. */
  complain(failure: Failure | undefined): void;
}

interface Row {
  readonly statement: Statement;
  readonly element: HTMLElement;
  readonly editor: FieldEditor;
  readonly why: HTMLElement;
  readonly trouble: HTMLElement;
}

const verdictWords: Readonly<Record<Findings["verdict"], string>> = {
  identified: "Identified",
  ambiguous: "More than one answer",
  unidentifiable: "Not identified",
  "not tried": "Assumed",
};

export function createAccount(acts: AccountActs): Account {
  const verdict = element("div", { class: "verdict", attributes: { role: "status" } });
  const trouble = element("div");
  const rows = statements.map((statement) => rowOf(statement, acts));
  const more = element("details", { class: "more" }, element("summary", { text: "More fields" }));
  const common = element("div", { class: "fields" });
  const rare = element("div", { class: "fields" });
  for (const row of rows) (row.statement.rare ? rare : common).append(row.element);
  more.append(rare);
  const notes = element("ul", { class: "notes" });
  const unknowable = element("details", { class: "more" });
  const options = [
    { value: "", label: "as found in the files" },
    ...profiles.map(({ id, title }) => ({ value: id, label: title })),
  ];
  const menu = choice("Made by", options, "", acts.profile);
  const others = element("div", { class: "others" });
  let found: Findings | undefined;

  return {
    element: element(
      "section",
      { class: "card account", attributes: { "aria-labelledby": "account-title" } },
      element("h2", { text: "How they were made", attributes: { id: "account-title" } }),
      verdict,
      trouble,
      others,
      element(
        "div",
        { class: "row account__profile" },
        menu,
        button("Undo changes", acts.reset, { kind: "button--quiet" }),
      ),
      common,
      more,
      notes,
      unknowable,
    ),
    tellFindings(findings) {
      found = findings;
      verdict.dataset.verdict = findings.verdict;
      const producer = findings.producer === undefined ? "" : ` Looks like ${findings.producer}.`;
      verdict.replaceChildren(
        element("span", { class: "verdict__word", text: verdictWords[findings.verdict] }),
        element("span", { text: `${findings.summary}${producer}` }),
      );
      others.replaceChildren(
        ...findings.alternatives.map(({ difference, choose }, i) =>
          element(
            "div",
            { class: "other" },
            element("p", { text: `Or: ${difference}; ${choose}.` }),
            button("Try it", () => acts.alternative(i), { kind: "button--quiet" }),
          ),
        ),
      );
    },
    tellSettled({ fields, cautions }) {
      const by = new Map(fields.map((field) => [field.path, field]));
      for (const row of rows) tellRow(row, by, found);
      notes.replaceChildren(...itemsOf([...cautions, ...(found?.notes ?? []), ...(found?.advice ?? [])]));
      unknowable.hidden = (found?.cannotBeKnown ?? []).length === 0;
      unknowable.replaceChildren(
        element("summary", { text: "What no file can tell" }),
        element("ul", { class: "notes" }, ...itemsOf(found?.cannotBeKnown ?? [])),
      );
    },
    busy(words, done) {
      verdict.dataset.verdict = "busy";
      const word = element("span", { class: "verdict__word", text: words });
      verdict.replaceChildren(word, ...(done === undefined ? [] : [progressOf(done)]));
    },
    complain(failure) {
      for (const row of rows) row.trouble.replaceChildren();
      trouble.replaceChildren();
      if (failure === undefined) return;
      const row = rows.find(({ statement }) => statement.paths.some((path) => path === failure.field));
      if (row?.statement.rare) more.open = true;
      (row?.trouble ?? trouble).replaceChildren(complaint(failure));
    },
  };
}

function itemsOf(lines: readonly string[]): HTMLElement[] {
  return lines.map((line) => element("li", { text: sentence(line) }));
}

function progressOf(done: number): HTMLElement {
  const attributes = { max: 1, value: done, "aria-label": "Worked out" };
  return element("progress", { class: "verdict__progress", attributes });
}

function rowOf(statement: Statement, acts: AccountActs): Row {
  const [path] = statement.paths as [string];
  const id = `field-${path.replaceAll(".", "-")}`;
  const why = element("p", { class: "field__why", attributes: { id: `${id}-why` } });
  const trouble = element("div", { class: "field__trouble" });
  const editor = fieldEditor(
    path,
    id,
    (value) => {
      trouble.replaceChildren();
      acts.change(path, value);
    },
    (words) => trouble.replaceChildren(complaint({ what: words })),
  );
  editor.input.setAttribute("aria-describedby", `${id}-why`);
  return {
    statement,
    editor,
    why,
    trouble,
    element: element(
      "div",
      { class: "field" },
      element("label", { text: statement.name, attributes: { for: id } }),
      editor.element,
      why,
      trouble,
    ),
  };
}

const originWords: Readonly<Record<ResolvedField["origin"], string>> = {
  given: "Set by you",
  profile: "Profile",
  found: "Found",
  assumed: "Assumed",
};

function tellRow(row: Row, by: ReadonlyMap<string, ResolvedField>, found: Findings | undefined): void {
  const field = row.statement.paths.map((path) => by.get(path)).find((known) => known !== undefined);
  row.element.hidden = field === undefined;
  if (field === undefined) return;
  row.editor.set(field.value);
  const finding = row.statement.evidence
    .map((path) => found?.fields[path])
    .find((known) => known !== undefined);
  const told = field.origin === "found" ? finding : undefined;
  const origin = told?.origin ?? field.origin;
  row.element.dataset.origin = origin;
  const runnerUp = told?.runnerUp === undefined ? "" : `; ${told.runnerUp}`;
  const why = told === undefined ? field.why : `${told.evidence}${runnerUp}`;
  row.why.replaceChildren(
    element("span", { class: "field__origin", text: `${originWords[origin]}. ` }),
    field.origin === "given" || why === "found in the data" ? "" : sentence(why),
  );
}
