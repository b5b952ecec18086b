/** What an element is made of, beside its children. */
export interface Parts {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly on?: { readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
}

/** Makes an element. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  parts: Parts = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (parts.class !== undefined) made.className = parts.class;
  if (parts.text !== undefined) made.textContent = parts.text;
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(parts.on ?? {}))
    made.addEventListener(name, listener as EventListener);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button. */
export function button(
  label: string,
  act: () => void,
  { kind = "", attributes = {} }: { readonly kind?: string; readonly attributes?: Parts["attributes"] } = {},
): HTMLButtonElement {
  return element("button", {
    class: `button ${kind}`.trim(),
    text: label,
    attributes: { type: "button", ...attributes },
    on: { click: act },
  });
}

/** A menu of words, with its label. */
export function choice(
  label: string,
  options: readonly { readonly value: string; readonly label: string }[],
  chosen: string,
  act: (value: string) => void,
): HTMLLabelElement {
  const select = element("select", { class: "entry entry--small" });
  for (const { value, label: text } of options) {
    select.append(element("option", { text, attributes: { value, selected: value === chosen } }));
  }
  select.addEventListener("change", () => act(select.value));
  return element("label", { class: "choice" }, element("span", { text: label }), select);
}

/** Says something to those who listen to the page. */
export function announce(sentence: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer !== null) announcer.textContent = sentence;
}
