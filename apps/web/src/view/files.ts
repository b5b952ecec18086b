import { button, element } from "../dom.ts";
import type { Opened } from "../protocol.ts";

/** The files and what each holds. */
export interface FilesCard {
  readonly element: HTMLElement;
  tell(opened: Opened): void;
}

export function createFiles(another: () => void): FilesCard {
  const list = element("ul", { class: "files" });
  const decisions = element("p", { class: "field__why" });
  return {
    element: element(
      "section",
      { class: "card", attributes: { "aria-labelledby": "files-title" } },
      element("h2", { text: "Your files", attributes: { id: "files-title" } }),
      list,
      decisions,
      element("div", { class: "row files__more" }, button("Open others", another, { kind: "button--quiet" })),
    ),
    tell(opened) {
      list.replaceChildren(
        ...opened.files.map(({ name, role, facts }) =>
          element(
            "li",
            { class: "file" },
            element("span", { class: "file__name", text: name }),
            element("span", { class: "file__role", text: role }),
            element("span", { class: "file__facts", text: facts }),
          ),
        ),
      );
      decisions.textContent = opened.decisions.join(" ");
    },
  };
}
