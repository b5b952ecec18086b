import { button, element } from "../dom.ts";
import type { Candidate, Part } from "../protocol.ts";

/** Which arrays are meant, where files hold several. */
export interface ChooserOptions {
  readonly candidates: readonly Candidate[];
  /** Names of the files. */
  readonly names: readonly string[];
  /** What is taken now: magnitudes, then phases. */
  readonly chosen: readonly Part[];
  open(parts: readonly Part[]): void;
}

/** Two menus: which array holds the magnitudes, which the phases. */
export function createChooser({ candidates, names, chosen, open }: ChooserOptions): HTMLElement {
  const label = ({ file, array, facts }: Candidate): string => {
    const place =
      names.length > 1 || array === "" ? `${names[file]}${array === "" ? "" : `: ${array}`}` : array;
    return `${place} (${facts})`;
  };
  const at = ({ file, array }: Part): number =>
    candidates.findIndex((one) => one.file === file && one.array === array);
  const menu = (first: readonly HTMLOptionElement[], those: readonly Candidate[]): HTMLSelectElement =>
    element(
      "select",
      { class: "entry" },
      ...first,
      ...those.map((one) =>
        element("option", { text: label(one), attributes: { value: candidates.indexOf(one) } }),
      ),
    );
  const magnitudes = menu([], candidates);
  const none = element("option", { text: "none: there are no phases", attributes: { value: -1 } });
  const phases = menu([none], candidates);
  const [first, second] = chosen;
  const guess = candidates.findIndex((one, i) => i > 0 && one.facts === candidates[0]!.facts);
  magnitudes.value = String(first === undefined ? 0 : at(first));
  phases.value = String(second === undefined ? (first === undefined ? guess : -1) : at(second));
  const use = button(
    "Use these",
    () => {
      const picked = [magnitudes, phases].flatMap((select) => candidates[Number(select.value)] ?? []);
      open(picked.map(({ file, array }) => ({ file, array })));
    },
    { kind: "button--first" },
  );
  const settle = (): void => {
    const complex = candidates[Number(magnitudes.value)]?.complex === true;
    phases.disabled = complex;
    if (complex) phases.value = "-1";
    use.disabled = magnitudes.value === phases.value;
  };
  for (const select of [magnitudes, phases]) select.addEventListener("change", settle);
  settle();
  return element(
    "div",
    { class: "chooser", attributes: { role: "group", "aria-label": "Which arrays" } },
    element("label", {}, element("span", { text: "Magnitudes, or complex numbers" }), magnitudes),
    element("label", {}, element("span", { text: "Phases" }), phases),
    use,
  );
}
