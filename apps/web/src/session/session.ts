import { type Convention, mergeConventions, type PartialConvention, unflatten } from "@unspectro/core";
import { announce, element } from "../dom.ts";
import type { Part, SoundFacts, Unclear } from "../protocol.ts";
import { createAccount } from "../view/account.ts";
import { failureIn } from "../view/complaint.ts";
import { createFiles, type FilesActs } from "../view/files.ts";
import { createMending } from "../view/mending.ts";
import { timingOf } from "../view/place.ts";
import { createRetrieval } from "../view/retrieval.ts";
import { createScreen, type Screen } from "../view/screen.ts";
import { soundWords } from "../view/sound.ts";
import { emptyWave } from "../view/wave.ts";
import { createCrew } from "./crew.ts";
import { findOut } from "./identifying.ts";
import { conventionOf, mendingOf, nothingKnown, soundOf, wishesOf } from "./known.ts";
import { createListening } from "./listening.ts";
import { createMaking } from "./making.ts";
import { createTaking } from "./taking.ts";
import { rateWords } from "./words.ts";

/** Everything about one set of files, from opening them to the last download. */
export interface Session {
  readonly element: readonly HTMLElement[];
  /** Settled when the files are open and there is something to see. */
  readonly opened: Promise<void>;
  /**
   * Opens files, or certain arrays of them, and stays at it until the sound is made.
   *
   * @returns what there is to choose from, where it is not clear which arrays are meant: then nothing is open
   * @throws what opening threw
   */
  open(files: readonly File[], parts?: readonly Part[]): Promise<Unclear | undefined>;
  end(): void;
}

/** @param acts asks for other files, or for other arrays of these */
export function createSession(acts: FilesActs): Session {
  const crew = createCrew();
  const { ear, eye, mind } = crew;
  const wave = emptyWave();
  const known = nothingKnown();
  let looking: AbortController | undefined;
  /** The sound that is made, or being made. */
  let sounding: string | undefined;
  let tellOpened: () => void = () => undefined;
  const whenOpened = new Promise<void>((resolve) => {
    tellOpened = resolve;
  });

  const files = createFiles(acts);
  const listening = createListening(wave, ear, () => screen, { rate: setRate });
  const { transport } = listening;
  const screen: Screen = createScreen(wave, {
    tile: (request) => eye.ask("tile", request),
    cell: (frame, bin) => eye.ask("cell", { frame, bin }),
    seek: listening.seek,
    toggle: listening.toggle,
    select: listening.select,
    scale: () => void drawFrames(),
  });
  const account = createAccount({
    change: (path, value) =>
      want(mergeConventions(unflatten(new Map([[path, value]])), known.given), known.profile),
    profile: (id) => want({}, id === "" ? undefined : id),
    alternative(index) {
      const {
        version: _version,
        profile: _profile,
        ...other
      } = known.findings!.alternatives[index]!.convention;
      want(other, undefined);
    },
    reset: () => want({}, undefined),
  });
  const retrieval = createRetrieval({
    start(rounds) {
      known.rounds = rounds;
      void make(() => making.retrieve(rounds));
    },
    stop: () => making.enough(),
  });
  const mending = createMending((quick) => {
    known.quick = quick;
    void remake();
  });
  const making = createMaking(
    ear,
    { retrieval, mending },
    {
      hear(news, renewed) {
        listening.hear(news, renewed);
        const whole = news.done >= news.length;
        take.ready({ wav: whole && known.opened?.kind === "magnitudes", rest: whole, work: false });
      },
      made: tellMade,
      left() {
        known.quick = true;
      },
    },
  );
  const take = createTaking(known, crew, () => screen, {
    synthesis(name) {
      known.synthesis = name;
      void remake();
    },
  });
  const facts = element("div", { class: "facts", attributes: { role: "status" } });
  screen.element.append(transport.element, facts);
  // beside what is heard, where nobody has to look for it
  transport.element.firstElementChild!.after(mending.element);
  const left = element("div", { class: "column" }, screen.element);
  const right = element("div", { class: "column" }, files.element, account.element, take.element);

  function want(given: PartialConvention, profile: string | undefined): void {
    Object.assign(known, { given, profile });
    void remake();
  }

  function tellRate(hertz: number, origin: string | undefined, why?: string): void {
    known.sampleRate = hertz;
    listening.rate(hertz);
    transport.tellRate(hertz, rateWords(origin, why));
    screen.tellTiming(timingOf(known.settled!.convention, hertz));
  }

  function setRate(hertz: number): void {
    known.given = mergeConventions({ geometry: { sampleRate: hertz } }, known.given);
    tellRate(hertz, "given");
    settleSoon();
  }

  let settling: ReturnType<typeof setTimeout> | undefined;
  /** The rate changes nothing in the samples: the workers hear of it when the slider rests. */
  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(async () => {
      known.settled = await ear.ask("settle", wishesOf(known));
      account.tellSettled(known.settled);
      if (screen.look.scale !== "linear") void drawFrames();
    }, 250);
  }

  /** Completes what is known to a whole convention, and says so everywhere. */
  async function settle(): Promise<void> {
    const settled = await ear.ask("settle", wishesOf(known));
    known.settled = settled;
    account.tellSettled(settled);
    take.tellSynthesis(settled, known.synthesis);
    const rate = settled.fields.find(({ path }) => path === "geometry.sampleRate");
    tellRate(settled.convention.geometry.sampleRate ?? known.sampleRate, rate?.origin, rate?.why);
  }

  /** Settles the convention, and makes the sound and the picture anew where they change. */
  async function remake(): Promise<void> {
    await make(async () => {
      const before = known.settled?.convention;
      await settle();
      account.complain(undefined);
      const wanted = soundOf(known);
      if (wanted === sounding) return;
      sounding = wanted;
      if (before === undefined || changesPicture(before, known.settled!.convention)) void drawFrames();
      await (known.opened?.kind === "magnitudes"
        ? making.retrieve(known.rounds)
        : making.synthesise(known.synthesis, mendingOf(known)));
    });
  }

  /** What cannot be made is told in the account. */
  async function make(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined) return;
      sounding = undefined;
      making.stop();
      account.complain(failure);
    }
  }

  async function drawFrames(): Promise<void> {
    looking?.abort(new DOMException("stopped", "AbortError"));
    looking = new AbortController();
    const { signal } = looking;
    await make(async () => {
      const request = { convention: conventionOf(known), scale: screen.look.scale };
      screen.tellSeen(await eye.ask("look", request, { signal, tells: (seen) => screen.tellSeen(seen) }));
    });
  }

  function tellMade(made: SoundFacts, whole: boolean): void {
    known.made = made;
    wave.uncovered = made.uncovered;
    const words = soundWords(made, known.sampleRate);
    facts.replaceChildren(...words.map((each) => element("p", { text: each })));
    if (whole) announce(`The sound is ready. ${words[0] ?? ""}`);
    take.ready({ wav: whole, rest: true, work: whole && made.retrieval?.stopped !== true });
    screen.redraw();
  }

  async function turned(): Promise<void> {
    files.tell(known.opened!, known.names);
    await drawFrames();
  }

  return {
    element: [left, right],
    opened: whenOpened,
    async open(chosen, parts) {
      known.names = chosen.map(({ name }) => name);
      const { raw } = await mind.ask("layouts", { files: chosen });
      known.raw = raw;
      known.chosen = parts !== undefined;
      const { heard, seen, thought } = crew.open({ files: chosen, parts, raw });
      const opened = await heard;
      if (opened.kind === "unclear") return opened;
      known.opened = opened;
      files.tell(known.opened, known.names);
      tellOpened();
      document.documentElement.dataset.sound = "making";
      if (known.opened.kind === "magnitudes") right.insertBefore(retrieval.element, account.element);
      account.busy("Looking at the numbers…", 0);
      const looked = Promise.all([settle(), seen]);
      const found = findOut(known, crew, account, { thought, looked }, { turned }).then(remake);
      // Something to look at comes first, as the shape and the range of the numbers suggest; what is found corrects it.
      await looked;
      void drawFrames();
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      await Promise.race([found, patience]);
      if (known.findings === undefined) void remake();
      await found;
      return undefined;
    },
    end() {
      listening.end();
      crew.end();
    },
  };
}

/** Identification is waited for this long, in milliseconds, before something is played that is only assumed. */
const PATIENCE = 4000;

/** Whether the picture must be drawn anew: what the cells mean, or where they stand, has changed. */
function changesPicture(before: Convention, after: Convention): boolean {
  const picture = ({ layout, encoding, geometry: { fftSize, window } }: Convention): string =>
    JSON.stringify([layout, encoding, fftSize, window]);
  return picture(before) !== picture(after);
}
