import {
  type Convention,
  formatConvention,
  mergeConventions,
  type PartialConvention,
  unflatten,
} from "@unspectro/core";
import { codeFor, commandFor } from "./copies.ts";
import { announce, element } from "./dom.ts";
import { download } from "./download.ts";
import type {
  Findings,
  Opened,
  OpenRequest,
  Settled,
  SoundFacts,
  SoundNews,
  WavFormat,
  Wishes,
} from "./protocol.ts";
import { type Asker, askerOf } from "./rpc/ask.ts";
import { rateWords, stageWords } from "./session-words.ts";
import { createPlayer } from "./sound/player.ts";
import { timingOf } from "./timing.ts";
import { createAccount } from "./view/account.ts";
import { failureIn } from "./view/complaint.ts";
import { createFiles } from "./view/files.ts";
import { createRetrieval } from "./view/retrieval.ts";
import { createScreen } from "./view/screen.ts";
import { soundWords } from "./view/sound.ts";
import { createTake } from "./view/take.ts";
import { createTransport } from "./view/transport.ts";
import { addPeaks, emptyWave } from "./view/wave.ts";
import { dbfs } from "./words.ts";

/** Everything about one set of files, from opening them to the last download. */
export interface Session {
  readonly element: readonly HTMLElement[];
  /** Settled when the files are open and there is something to see. */
  readonly opened: Promise<void>;
  /** @throws what opening threw */
  open(files: readonly File[]): Promise<void>;
  end(): void;
}

/** @param another asks for other files */
export function createSession(another: () => void): Session {
  const [ear, eye, mind] = [newWorker(), newWorker(), newWorker()];
  const wave = emptyWave();
  let opened: Opened;
  let names: readonly string[] = [];
  let findings: Findings | undefined;
  let settled: Settled | undefined;
  let given: PartialConvention = {};
  let profile: string | undefined;
  let synthesis = "canonical";
  let sampleRate = 22050;
  let selected: { readonly from: number; readonly to: number } | undefined;
  let looping = false;
  let making: AbortController | undefined;
  let looking: AbortController | undefined;
  let tellOpened: () => void = () => undefined;
  const whenOpened = new Promise<void>((resolve) => {
    tellOpened = resolve;
  });

  const player = createPlayer(tellPlace);
  const files = createFiles(another);
  const screen = createScreen(wave, {
    tile: (request) => eye.ask("tile", request),
    cell: (frame, bin) => eye.ask("cell", { frame, bin }),
    seek: (sample) => player.seek(sample),
    toggle,
    select(range) {
      selected = range;
      if (range === undefined) loop(false);
      else if (looping) player.loop(range);
      tellPlace();
    },
    scale: () => void drawFrames(),
  });
  const transport = createTransport({ toggle, seek: (sample) => player.seek(sample), loop, rate: setRate });
  const account = createAccount({
    change(path, value) {
      given = mergeConventions(unflatten(new Map([[path, value]])), given);
      void remake();
    },
    profile(id) {
      profile = id === "" ? undefined : id;
      given = {};
      void remake();
    },
    alternative(index) {
      const { version: _version, profile: _profile, ...other } = findings!.alternatives[index]!.convention;
      given = other;
      profile = undefined;
      void remake();
    },
    reset() {
      given = {};
      profile = undefined;
      void remake();
    },
  });
  const retrieval = createRetrieval({
    start: (rounds) => void retrieve(rounds),
    stop: () => making?.abort(),
  });
  const take = createTake({
    wav: (format) => void giveWav(format),
    convention: () => {
      download(new Blob([formatConvention(convention())], { type: "application/json" }), "convention.json");
      take.tell(
        "convention.json holds everything needed to repeat this, here or with --convention on the command line.",
      );
    },
    picture: () => void givePicture(),
    command: () =>
      void copy(
        commandFor(opened, names, "pcm24", synthesis),
        "The command is on the clipboard; it reads convention.json, which you can download here.",
      ),
    code: () => void copy(codeFor(opened, names, convention()), "The code is on the clipboard."),
    synthesis(name) {
      synthesis = name;
      void remake();
    },
  });
  screen.element.append(transport.element);
  const facts = element("div", { class: "facts", attributes: { role: "status" } });
  screen.element.append(facts);
  const left = element("div", { class: "column" }, screen.element);
  const right = element("div", { class: "column" }, files.element, account.element, take.element);

  function convention(): Convention {
    const { convention: whole } = settled!;
    return { ...whole, geometry: { ...whole.geometry, sampleRate } };
  }

  function toggle(): void {
    if (player.playing) player.pause();
    else void player.play();
  }

  function loop(on: boolean): void {
    looping = on && selected !== undefined;
    player.loop(looping ? selected : undefined);
    tellPlace();
  }

  function tellPlace(): void {
    screen.tellSample(player.sample, player.playing);
    transport.tell({
      playing: player.playing,
      sample: player.sample,
      length: wave.length,
      done: wave.done,
      rate: sampleRate,
      looping,
      selected: selected !== undefined,
    });
  }

  function setRate(hertz: number): void {
    sampleRate = hertz;
    given = mergeConventions({ geometry: { sampleRate } }, given);
    player.rate(hertz);
    screen.tellTiming(timingOf(settled!.convention, sampleRate));
    transport.tellRate(hertz, rateWords("given"));
    tellPlace();
    void settleSoon();
  }

  let settling: ReturnType<typeof setTimeout> | undefined;
  /** The rate changes nothing in the samples: the workers hear of it when the slider rests. */
  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(async () => {
      settled = await ear.ask("settle", wishes());
      account.tellSettled(settled);
      if (screen.look.scale !== "linear") void drawFrames();
    }, 250);
  }

  /** A profile that somebody names takes the place of what was found. */
  function wishes(): Wishes {
    if (profile !== undefined) return { given, profile };
    return findings === undefined ? { given } : { given, found: findings.found };
  }

  /** Settles the convention and makes the sound and the picture anew. */
  async function remake(): Promise<void> {
    document.documentElement.dataset.sound = "making";
    making?.abort(new DOMException("stopped", "AbortError"));
    try {
      const before = settled?.convention;
      settled = await ear.ask("settle", wishes());
      account.complain(undefined);
      account.tellSettled(settled);
      take.tellSynthesis(settled, synthesis);
      sampleRate = settled.convention.geometry.sampleRate ?? sampleRate;
      const rate = settled.fields.find(({ path }) => path === "geometry.sampleRate");
      transport.tellRate(sampleRate, rateWords(rate?.origin));
      player.rate(sampleRate);
      screen.tellTiming(timingOf(settled.convention, sampleRate));
      if (before === undefined || changesPicture(before, settled.convention)) void drawFrames();
      await (opened.kind === "magnitudes" ? retrieve(200) : synthesise());
    } catch (error) {
      account.complain(failureIn(error));
    }
  }

  async function drawFrames(): Promise<void> {
    looking?.abort(new DOMException("stopped", "AbortError"));
    looking = new AbortController();
    const { signal } = looking;
    try {
      const request = { convention: convention(), scale: screen.look.scale };
      screen.tellSeen(await eye.ask("look", request, { signal, tells: (seen) => screen.tellSeen(seen) }));
    } catch (error) {
      account.complain(failureIn(error));
    }
  }

  /** Peaks that have come, and what can be played of the new sound. */
  function hearNews(news: SoundNews, renewed: boolean): void {
    wave.step = news.step;
    wave.length = news.length;
    wave.done = news.done;
    wave.gain = news.gain;
    addPeaks(wave, news.first, news.peaks);
    player.gain(news.gain);
    const { length, done } = news;
    player.supply = {
      length,
      done,
      read: (start, count) => ear.ask("samples", { start, count }),
    };
    if (renewed) player.renew();
    take.ready(done >= length);
    tellPlace();
  }

  async function synthesise(): Promise<void> {
    making = new AbortController();
    let first = true;
    const made = await ear.ask(
      "synthesise",
      { synthesis },
      {
        signal: making.signal,
        tells(news) {
          hearNews(news, first);
          first = false;
        },
      },
    );
    tellMade(made);
  }

  function tellMade(made: SoundFacts): void {
    wave.uncovered = made.uncovered;
    const words = soundWords(made, sampleRate);
    facts.replaceChildren(...words.map((each) => element("p", { text: each })));
    announce(`The sound is ready. ${words[0] ?? ""}`);
    document.documentElement.dataset.sound = "ready";
    screen.redraw();
  }

  async function retrieve(rounds: number): Promise<void> {
    making?.abort(new DOMException("stopped", "AbortError"));
    making = new AbortController();
    retrieval.running(true);
    retrieval.complain(undefined);
    try {
      const asks = { rounds };
      const tells = (news: Parameters<typeof retrieval.tell>[0]): void => {
        hearNews(news, true);
        retrieval.tell(news);
      };
      tellMade(await ear.ask("retrieve", asks, { signal: making.signal, tells }));
    } catch (error) {
      const failure = failureIn(error);
      if (failure?.field !== undefined) account.complain(failure);
      else retrieval.complain(failure);
    } finally {
      retrieval.running(false);
    }
  }

  async function giveWav(format: WavFormat): Promise<void> {
    take.complain(undefined);
    take.tell("Writing…");
    try {
      const given = await ear.ask(
        "wav",
        { format, synthesis },
        { tells: ({ done }) => take.tell(`Writing… ${Math.round(100 * done)} %`) },
      );
      download(given.blob, "sound.wav");
      const level =
        given.gain === 1 ? "" : ` Level changed by ${(20 * Math.log10(given.gain)).toFixed(1)} dB.`;
      const clipped = given.clipped === 0 ? "" : ` ${given.clipped} samples clipped.`;
      take.tell(`sound.wav is yours: peak ${dbfs(given.peak)}.${level}${clipped}`);
    } catch (error) {
      take.tell("");
      take.complain(failureIn(error));
    }
  }

  async function givePicture(): Promise<void> {
    take.complain(undefined);
    try {
      const { map, high, range } = screen.look;
      const { from, to } = screen.view();
      const request = { from, to, width: 1600, height: 512, map, high, range, sampleRate };
      download(await eye.ask("picture", request), "spectrogram.png");
      take.tell("spectrogram.png shows what is in view.");
    } catch (error) {
      take.complain(failureIn(error));
    }
  }

  async function copy(text: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      take.tell(said);
    } catch {
      take.complain({ what: "this browser does not let the page copy", found: text });
    }
  }

  /** The numbers say that the files hold the opposite of what was taken at first. */
  async function turn(): Promise<void> {
    await Promise.all([ear.ask("turn", {}), eye.ask("turn", {})]);
    const roles = opened.files.map(({ role }) => role).reverse();
    opened = { ...opened, files: opened.files.map((file, i) => ({ ...file, role: roles[i]! })) };
    files.tell(opened);
    await drawFrames();
  }

  /** Works out how the files were made, and makes the sound accordingly unless somebody has begun to change things. */
  async function identified(request: OpenRequest): Promise<void> {
    try {
      await mind.ask("open", request);
      const tells = ({ stage }: { readonly stage: string }): void =>
        account.busy(`${stageWords[stage] ?? "Working"}…`);
      findings = await mind.ask("identify", {}, { tells });
      if (findings.turned) await turn();
      account.tellFindings(findings);
      announce(`${findings.verdict}. ${findings.summary}`);
      await remake();
    } catch (error) {
      const failure = failureIn(error);
      if (failure !== undefined) account.complain(failure);
      account.busy("Assumed");
      await remake();
    }
  }

  return {
    element: [left, right],
    opened: whenOpened,
    async open(chosen) {
      names = chosen.map(({ name }) => name);
      const { raw } = await mind.ask("layouts", { files: chosen });
      const request = { files: chosen, raw };
      opened = await ear.ask("open", request);
      files.tell(opened);
      tellOpened();
      document.documentElement.dataset.sound = "making";
      if (opened.kind === "magnitudes") right.insertBefore(retrieval.element, account.element);
      account.busy("Looking at the numbers…");
      // Something to look at comes first, as the shape and the range of the numbers suggest; what is found corrects it.
      [settled] = await Promise.all([ear.ask("settle", wishes()), eye.ask("open", request)]);
      account.tellSettled(settled);
      sampleRate = settled.convention.geometry.sampleRate ?? sampleRate;
      screen.tellTiming(timingOf(settled.convention, sampleRate));
      void drawFrames();
      const found = identified(request);
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      await Promise.race([found, patience]);
      if (findings === undefined) void remake();
      await found;
    },
    end() {
      player.pause();
      for (const worker of [ear, eye, mind]) worker.end();
    },
  };
}

/** Identification is waited for this long, in milliseconds, before something is played that is only assumed. */
const PATIENCE = 4000;

function newWorker(): Asker {
  return askerOf(new Worker(new URL("./work/worker.ts", import.meta.url), { type: "module" }));
}

/** Whether the picture must be drawn anew: what the cells mean, or where they stand, has changed. */
function changesPicture(before: Convention, after: Convention): boolean {
  const picture = ({ layout, encoding, geometry: { fftSize, window } }: Convention): string =>
    JSON.stringify([layout, encoding, fftSize, window]);
  return picture(before) !== picture(after);
}
