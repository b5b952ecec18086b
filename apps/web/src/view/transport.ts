import { button, element } from "../dom.ts";
import { clock, grouped } from "../words.ts";

export interface TransportActs {
  toggle(): void;
  seek(sample: number): void;
  loop(on: boolean): void;
  rate(hertz: number): void;
}

/** Play, where we are, loop; and the sample rate, heard at once. */
export interface Transport {
  readonly element: HTMLElement;
  tell(state: {
    readonly playing: boolean;
    readonly sample: number;
    readonly length: number;
    readonly done: number;
    readonly rate: number;
    readonly looping: boolean;
    readonly selected: boolean;
  }): void;
  tellRate(hertz: number, why: string): void;
}

/** The slider runs over these, in hertz, by octaves. */
const LEAST_RATE = 4000;
const MOST_RATE = 192000;
const usual = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000];

export function createTransport(acts: TransportActs): Transport {
  const play = button("Play", acts.toggle, {
    kind: "button--first transport__play",
    attributes: { disabled: true },
  });
  const time = element("span", { class: "transport__time", text: "0:00.0" });
  const place = element("input", {
    class: "range transport__place",
    attributes: {
      type: "range",
      min: 0,
      max: 1,
      step: "any",
      value: 0,
      "aria-label": "Place in the recording",
    },
  });
  place.addEventListener("input", () => acts.seek(Number(place.value)));
  const loop = button("Loop selection", () => acts.loop(loop.getAttribute("aria-pressed") !== "true"), {
    kind: "button--quiet",
    attributes: { "aria-pressed": "false", disabled: true },
  });
  const slider = element("input", {
    class: "range",
    attributes: {
      type: "range",
      id: "rate",
      min: Math.log2(LEAST_RATE),
      max: Math.log2(MOST_RATE),
      step: 0.001,
    },
  });
  const number = element("input", {
    class: "entry entry--number",
    attributes: {
      type: "number",
      min: 1,
      max: 768000,
      step: 1,
      list: "rates",
      "aria-label": "Sample rate in hertz",
    },
  });
  const why = element("p", { class: "field__why", attributes: { id: "rate-why" } });
  slider.setAttribute("aria-describedby", "rate-why");
  slider.addEventListener("input", () => {
    const wanted = 2 ** Number(slider.value);
    const near = usual.find((rate) => Math.abs(Math.log2(rate / wanted)) < 0.02);
    acts.rate(near ?? Math.round(wanted / 10) * 10);
  });
  number.addEventListener("change", () => {
    if (number.checkValidity() && number.value !== "") acts.rate(Number(number.value));
  });

  return {
    element: element(
      "div",
      {},
      element("div", { class: "transport" }, play, time, place, loop),
      element(
        "div",
        { class: "rate" },
        element("label", { text: "Sample rate", attributes: { for: "rate" } }),
        slider,
        element("span", { class: "rate__number" }, number, "Hz"),
        why,
        element(
          "datalist",
          { attributes: { id: "rates" } },
          ...usual.map((rate) => element("option", { attributes: { value: rate } })),
        ),
      ),
    ),
    tell({ playing, sample, length, done, rate, looping, selected }) {
      play.disabled = done === 0;
      play.textContent = playing ? "Pause" : "Play";
      time.textContent = `${clock(sample / rate)} / ${clock(length / rate)}`;
      place.max = String(Math.max(1, length));
      place.value = String(sample);
      place.setAttribute("aria-valuetext", `${clock(sample / rate)} of ${clock(length / rate)}`);
      loop.disabled = !selected;
      loop.setAttribute("aria-pressed", String(looping));
    },
    tellRate(hertz, words) {
      slider.value = String(Math.log2(hertz));
      slider.setAttribute("aria-valuetext", `${grouped(Math.round(hertz))} hertz`);
      if (document.activeElement !== number) number.value = String(Math.round(hertz));
      why.textContent = words;
    },
  };
}
