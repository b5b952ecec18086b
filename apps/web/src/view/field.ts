import { accepts, expectation, type FieldInfo, fieldInfo } from "@unspectro/core";
import { element } from "../dom.ts";

/** An editor of one field of the convention: a menu, a number, or both. */
export interface FieldEditor {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  set(value: unknown): void;
}

/** @param changed is given values that the field may have; anything else is complained about in `wrong` */
export function fieldEditor(
  path: string,
  id: string,
  changed: (value: unknown) => void,
  wrong: (words: string) => void,
): FieldEditor {
  const info = fieldInfo(path)!;
  return info.boolean === true
    ? yesNo(id, changed)
    : info.number === undefined
      ? menu(info, id, changed)
      : words(info, id, changed, wrong);
}

function yesNo(id: string, changed: (value: unknown) => void): FieldEditor {
  const select = element("select", { class: "entry", attributes: { id } });
  for (const [value, text] of [
    ["false", "no"],
    ["true", "yes"],
  ] as const) {
    select.append(element("option", { text, attributes: { value } }));
  }
  select.addEventListener("change", () => changed(select.value === "true"));
  return { element: select, input: select, set: (value) => show(select, value) };
}

function menu({ values = [] }: FieldInfo, id: string, changed: (value: unknown) => void): FieldEditor {
  const select = element("select", { class: "entry", attributes: { id } });
  for (const value of values)
    select.append(element("option", { text: String(value), attributes: { value } }));
  select.addEventListener("change", () => changed(values.find((value) => String(value) === select.value)));
  return { element: select, input: select, set: (value) => show(select, value) };
}

function words(
  info: FieldInfo,
  id: string,
  changed: (value: unknown) => void,
  wrong: (words: string) => void,
): FieldEditor {
  const input = element("input", {
    class: "entry",
    attributes: {
      id,
      type: "text",
      inputmode: info.values === undefined ? "numeric" : "text",
      list: info.values && `${id}-words`,
      autocomplete: "off",
      spellcheck: "false",
    },
  });
  const list =
    info.values &&
    element(
      "datalist",
      { attributes: { id: `${id}-words` } },
      ...info.values.map((value) => element("option", { attributes: { value } })),
    );
  input.addEventListener("change", () => {
    const text = input.value.replace(/[\s\u202f](?=\d)/g, "").trim();
    const value =
      info.values?.find((word) => String(word) === text) ??
      (text === "" && info.nullable ? null : Number(text));
    if (accepts(info, value) && !(typeof value === "number" && text === "")) changed(value);
    else
      wrong(
        `${text === "" ? "Nothing" : `\u201c${text}\u201d`} is not possible here: it takes ${expectation(info)}.`,
      );
  });
  return {
    element: list === undefined ? input : element("span", { class: "field__entry" }, input, list),
    input,
    set: (value) => show(input, value),
  };
}

function show(input: HTMLInputElement | HTMLSelectElement, value: unknown): void {
  input.value = value === null || value === undefined ? "" : String(value);
}
