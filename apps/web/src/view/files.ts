import { button, element } from "../dom.ts";
import type { Opened, Part } from "../protocol.ts";
import { createChooser } from "./chooser.ts";

/** The files and what each holds. */
export interface FilesCard {
  readonly element: HTMLElement;
  /** @param names of the files that were chosen */
  tell(opened: Opened, names: readonly string[]): void;
}

export interface FilesActs {
  another(): void;
  /** Other arrays of the same files. */
  choose(parts: readonly Part[]): void;
}

export function createFiles({ another, choose }: FilesActs): FilesCard {
  const list = element("ul", { class: "files" });
  const decisions = element("p", { class: "field__why" });
  const more = element("details", { class: "more" });
  return {
    element: element(
      "section",
      { class: "card", attributes: { "aria-labelledby": "files-title" } },
      element("h2", { text: "Your files", attributes: { id: "files-title" } }),
      list,
      decisions,
      more,
      element("div", { class: "row files__more" }, button("Open others", another, { kind: "button--quiet" })),
    ),
    tell({ files, candidates, decisions: said }, names) {
      list.replaceChildren(
        ...files.map(({ name, role, facts }) =>
          element(
            "li",
            { class: "file" },
            element("span", { class: "file__name", text: name }),
            element("span", { class: "file__role", text: role }),
            element("span", { class: "file__facts", text: facts }),
          ),
        ),
      );
      decisions.textContent = said.join(" ");
      more.hidden = candidates.length < 2;
      const chosen = files.flatMap(({ part }) => part ?? []);
      more.replaceChildren(
        element("summary", { text: "Choose which is which" }),
        createChooser({ candidates, names, chosen, open: choose }),
      );
    },
  };
}
