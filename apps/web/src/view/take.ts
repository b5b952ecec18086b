import { button, choice, element } from "../dom.ts";
import type { Failure, Settled, WavFormat } from "../protocol.ts";
import { complaint } from "./complaint.ts";

export interface TakeActs {
  wav(format: WavFormat): void;
  convention(): void;
  picture(): void;
  command(format: WavFormat): void;
  code(format: WavFormat): void;
  synthesis(name: string): void;
}

/** What can be taken away, and how the sound is put together. */
export interface Take {
  readonly element: HTMLElement;
  /** What there is to take: the sound, convention and picture, and work that is done and so can be done again. */
  ready(what: { readonly wav: boolean; readonly rest: boolean; readonly work: boolean }): void;
  /** Says what came of it. */
  tell(words: string): void;
  complain(failure: Failure | undefined): void;
  tellSynthesis(settled: Settled, chosen: string): void;
}

const formats: readonly { readonly value: WavFormat; readonly label: string }[] = [
  { value: "pcm24", label: "24 bit" },
  { value: "pcm16", label: "16 bit" },
  { value: "float32", label: "32-bit float" },
];

export function createTake(acts: TakeActs): Take {
  let format: WavFormat = "pcm24";
  const status = element("p", { class: "take__status", attributes: { role: "status" } });
  const trouble = element("div");
  const wav = button("Download WAV", () => acts.wav(format), {
    kind: "button--first",
    attributes: { disabled: true },
  });
  const disabled = { disabled: true };
  const quiet = { kind: "button--quiet", attributes: disabled };
  const files = [
    button("Convention (JSON)", acts.convention, { attributes: disabled }),
    button("Picture (PNG)", acts.picture, { attributes: disabled }),
  ];
  const copies = [
    button("Copy command", () => acts.command(format), quiet),
    button("Copy code", () => acts.code(format), quiet),
  ];
  const presets = element("fieldset", { class: "presets" });
  return {
    element: element(
      "section",
      { class: "card take", attributes: { "aria-labelledby": "take-title" } },
      element("h2", { text: "Take it with you", attributes: { id: "take-title" } }),
      element(
        "div",
        { class: "row" },
        wav,
        choice("Format", formats, format, (value) => {
          format = value as WavFormat;
        }),
      ),
      element("div", { class: "row" }, ...files, ...copies),
      status,
      trouble,
      presets,
    ),
    ready(what) {
      wav.disabled = !what.wav;
      for (const each of files) each.disabled = !what.rest;
      for (const each of copies) each.disabled = !what.work;
    },
    tell(words) {
      status.textContent = words;
    },
    complain(failure) {
      trouble.replaceChildren(...(failure === undefined ? [] : [complaint(failure)]));
    },
    tellSynthesis({ synthesis }, chosen) {
      presets.hidden = synthesis.length < 2;
      presets.replaceChildren(
        element("legend", { text: "How frames are joined" }),
        ...synthesis.map(({ name, title, meaning }) => {
          const input = element("input", {
            attributes: { type: "radio", name: "synthesis", value: name, checked: name === chosen },
            on: { change: () => acts.synthesis(name) },
          });
          return element(
            "label",
            { class: "preset" },
            input,
            element("span", {}, element("strong", { text: title }), ` ${meaning}`),
          );
        }),
      );
    },
  };
}
