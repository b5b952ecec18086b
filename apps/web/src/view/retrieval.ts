import { button, element } from "../dom.ts";
import type { Failure, RetrievalNews } from "../protocol.ts";
import { duration, grouped } from "../words.ts";
import { complaint } from "./complaint.ts";

/** Phases estimated for magnitudes alone: progress, and how well the estimate explains the magnitudes. */
export interface RetrievalCard {
  readonly element: HTMLElement;
  tell(news: RetrievalNews): void;
  running(is: boolean): void;
  complain(failure: Failure | undefined): void;
}

const WIDTH = 320;
const HEIGHT = 96;
const NAMESPACE = "http://www.w3.org/2000/svg";

export function createRetrieval(acts: { start(rounds: number): void; stop(): void }): RetrievalCard {
  const points: [number, number][] = [];
  const bar = element("progress", { attributes: { max: 1, value: 0, "aria-label": "Rounds done" } });
  const words = element("p", { class: "field__why", attributes: { role: "status" } });
  const trouble = element("div");
  const line = document.createElementNS(NAMESPACE, "polyline");
  const curve = document.createElementNS(NAMESPACE, "svg");
  curve.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  curve.setAttribute("class", "curve");
  curve.setAttribute("preserveAspectRatio", "none");
  curve.setAttribute("role", "img");
  curve.append(line);
  const start = button("Start again, 200 rounds", () => acts.start(200));
  const longer = button("Longer, 600 rounds", () => acts.start(600), { kind: "button--quiet" });
  const stop = button("Stop here", acts.stop, { kind: "button--quiet" });

  function draw(rounds: number): void {
    const lowest = Math.min(-20, ...points.map(([, y]) => y)) - 2;
    const place = ([x, y]: [number, number]): string =>
      `${(x / rounds) * WIDTH},${((y - 0) / lowest) * HEIGHT}`;
    line.setAttribute("points", points.map(place).join(" "));
  }

  return {
    element: element(
      "section",
      { class: "card retrieval", attributes: { "aria-labelledby": "retrieval-title" } },
      element("h2", { text: "Phases, estimated", attributes: { id: "retrieval-title" } }),
      element("p", {
        text: "These are magnitudes without phases. The phases are estimated, round by round; listen whenever you like.",
      }),
      element("div", { class: "progress" }, bar),
      curve,
      words,
      trouble,
      element("div", { class: "row" }, start, longer, stop),
    ),
    tell({ round, rounds, convergence, secondsLeft, channel, channels }) {
      bar.value = (channel + round / rounds) / channels;
      curve.toggleAttribute("hidden", convergence === undefined);
      const left = round < rounds && secondsLeft > 0 ? ` About ${duration(secondsLeft)} more.` : "";
      if (convergence === undefined) {
        const whole = `Frame ${grouped(round)} of ${grouped(rounds)}.`;
        words.textContent = `${whole} There are too many to go over them again and again in a page, so each is estimated once: the command line (unspectro retrieve) does better.${left}`;
        return;
      }
      if (points.length > 0 && round < points.at(-1)![0]) points.length = 0;
      points.push([round, convergence]);
      draw(rounds);
      const voice = channels === 1 ? "" : `Channel ${channel + 1} of ${channels}. `;
      words.textContent = `${voice}Round ${round} of ${rounds}: the magnitudes are explained to ${convergence.toFixed(1)} dB, ${trust(convergence)}.${left}`;
      curve.setAttribute(
        "aria-label",
        `Misfit falling from ${points[0]![1].toFixed(1)} to ${convergence.toFixed(1)} decibels`,
      );
    },
    running(is) {
      stop.disabled = !is;
      start.disabled = longer.disabled = is;
    },
    complain(failure) {
      trouble.replaceChildren(...(failure === undefined ? [] : [complaint(failure)]));
    },
  };
}

/** How far a listener may trust phases that explain the magnitudes this well. */
function trust(convergence: number): string {
  if (convergence < -35) return "close to the original in all but the softest parts";
  if (convergence < -25) return "like the original, with a little roughness";
  if (convergence < -15) return "recognisable, with the metallic sound of wrong phases";
  return "a poor fit so far";
}
