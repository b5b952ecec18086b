import { announce, button, element } from "../dom.ts";
import type { Failure, MendNews, MendOutcome } from "../protocol.ts";
import { duration } from "../words.ts";
import { complaint, sentence } from "./complaint.ts";

/** Coarse or damaged numbers being mended: what is wrong, how far it is, and a way to leave it out. */
export interface MendingCard {
  readonly element: HTMLElement;
  /** A sound is made anew; whether it is to be mended where that is needed. */
  begin(wanted: boolean): void;
  tell(news: MendNews): void;
  end(outcome: MendOutcome): void;
  complain(failure: Failure): void;
}

const headings: Readonly<Record<MendNews["kind"], string>> = {
  coarse: "The numbers are coarse: mending them…",
  damaged: "The phases contradict each other: mending them…",
};

/** @param wish called with whether everything is to be left as it is */
export function createMending(wish: (quick: boolean) => void): MendingCard {
  const heading = element("p", { class: "mending__heading" });
  const left = element("span", { class: "mending__left" });
  const bar = element("progress", { attributes: { max: 1, value: 0, "aria-label": "Mended" } });
  const lines = element("div", { class: "mending__lines" });
  const trouble = element("div");
  const leave = button("Leave them as they are", () => wish(true), { kind: "button--quiet" });
  const again = button("Mend them", () => wish(false), { kind: "button--quiet" });
  const card = element(
    "section",
    { class: "mending", attributes: { "aria-label": "Mending", hidden: true } },
    element("div", { class: "mending__head" }, heading, left),
    bar,
    lines,
    trouble,
    element("div", { class: "row" }, leave, again),
  );
  /** Whether there was something to mend in these files under any convention so far. */
  let needed = false;
  let running = false;

  function show(words: string, more: readonly string[]): void {
    card.hidden = false;
    if (heading.textContent !== words) heading.textContent = words;
    lines.replaceChildren(...more.map((line) => element("p", { text: sentence(line) })));
  }

  function rest(canLeave: boolean, canMend: boolean): void {
    running = false;
    bar.hidden = true;
    left.textContent = "";
    leave.hidden = !canLeave;
    again.hidden = !canMend;
  }

  return {
    element: card,
    begin(wanted) {
      trouble.replaceChildren();
      card.hidden = wanted || !needed;
      if (wanted || !needed) return;
      show("Left as the files have them.", ["what was rounded, clipped or damaged is taken as it stands"]);
      rest(false, true);
    },
    tell({ kind, about, share, secondsLeft }) {
      needed = true;
      bar.hidden = false;
      bar.value = share;
      leave.hidden = false;
      again.hidden = true;
      const more = secondsLeft !== undefined && share < 1 ? `, about ${duration(secondsLeft)} more` : "";
      left.textContent = `${Math.floor(100 * share)} %${more}`;
      if (running) return;
      running = true;
      show(
        headings[kind],
        [about, "you can listen meanwhile"].filter((line) => line !== ""),
      );
      announce(`${headings[kind]} You can listen meanwhile.`);
    },
    end(outcome) {
      card.hidden = outcome.kind === "fine";
      if (outcome.kind === "fine") return;
      needed = true;
      if (outcome.kind === "left") {
        show("Not mended.", [outcome.words]);
        rest(false, false);
        return;
      }
      show(`${outcome.title}.`, outcome.lines);
      rest(true, false);
    },
    complain(failure) {
      show("Not mended: this is what the files give as they stand.", []);
      rest(false, true);
      trouble.replaceChildren(complaint(failure));
    },
  };
}
