import { MARGIN } from "./interpolate.ts";
import type { FromPlayer, Piece, ToPlayer } from "./messages.ts";
import workletUrl from "./worklet.ts?worker&url";

/** Where samples come from: fewer than asked for where they are not made yet. */
export interface Supply {
  length: number;
  done: number;
  read(start: number, count: number): Promise<readonly Float32Array<ArrayBuffer>[]>;
}

/** The loudspeaker: plays while the sound is made, from anywhere, at any rate, round and round a selection. */
export interface Player {
  readonly playing: boolean;
  /** The sample that is heard now. */
  readonly sample: number;
  supply: Supply | undefined;
  play(): Promise<void>;
  pause(): void;
  seek(sample: number): void;
  loop(range: { readonly from: number; readonly to: number } | undefined): void;
  rate(hertz: number): void;
  gain(factor: number): void;
  /** The sound has changed: go on from the same place with the new one. */
  renew(): void;
}

/** Samples fetched at a time, and how far ahead, in seconds. */
const PIECE = 16384;
const AHEAD_SECONDS = 1;

/** @param changed called whenever the place or the state changes */
export function createPlayer(changed: () => void): Player {
  let context: AudioContext | undefined;
  let node: AudioWorkletNode | undefined;
  let opening: Promise<void> | undefined;
  let supply: Supply | undefined;
  let playing = false;
  let sample = 0;
  let next = 0;
  let era = 0;
  let ahead = 0;
  let filling = false;
  let range: { readonly from: number; readonly to: number } | undefined;
  let hertz = 22050;
  let factor = 1;
  let ended = false;

  const send = (message: ToPlayer, moved: Transferable[] = []): void =>
    node?.port.postMessage(message, moved);

  function open(): Promise<void> {
    opening ??= begin();
    return opening;
  }

  async function begin(): Promise<void> {
    context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule(workletUrl);
    node = new AudioWorkletNode(context, "unspectro-player", { numberOfInputs: 0, outputChannelCount: [2] });
    node.connect(context.destination);
    node.port.onmessage = ({ data }: MessageEvent<FromPlayer>) => hear(data);
    send({ rate: hertz, gain: factor, flush: ++era });
  }

  function hear(report: FromPlayer): void {
    if (report.era !== era) return;
    ahead = report.ahead;
    if (report.sample !== undefined) sample = Math.round(report.sample);
    if (report.ended && !ended) {
      ended = true;
      player.pause();
    }
    changed();
    void fill();
  }

  /** Keeps a second of sound queued. */
  async function fill(): Promise<void> {
    if (filling || supply === undefined || node === undefined) return;
    filling = true;
    try {
      while (playing && ahead < AHEAD_SECONDS * hertz) {
        const now = era;
        const end = range?.to ?? supply.length;
        if (next >= end) {
          if (range === undefined) break;
          next = range.from;
        }
        const count = Math.min(PIECE, end - next, supply.done - next);
        if (count <= 0) break;
        const lead = Math.min(MARGIN, next);
        const channels = await supply.read(next - lead, lead + count + MARGIN);
        if (now !== era) continue;
        const got = channels[0]?.length ?? 0;
        const tail = Math.max(0, got - lead - count);
        const given = got - lead - tail;
        if (given <= 0) break;
        const last = range === undefined && next + given >= supply.length;
        const piece: Piece = { era, start: next, channels, lead, tail, last };
        send(
          { piece },
          channels.map((channel) => channel.buffer),
        );
        next += given;
        ahead += given;
      }
    } finally {
      filling = false;
    }
  }

  function jump(to: number): void {
    sample = next = Math.max(0, Math.min(to, Math.max(0, (supply?.length ?? 0) - 1)));
    ahead = 0;
    ended = false;
    send({ flush: ++era });
    changed();
    void fill();
  }

  const player: Player = {
    get playing() {
      return playing;
    },
    get sample() {
      return sample;
    },
    get supply() {
      return supply;
    },
    set supply(value) {
      supply = value;
      // Opening takes a while, and needs somebody to have touched the page.
      if (navigator.userActivation?.hasBeenActive) void open();
      void fill();
    },
    async play() {
      await open();
      await context?.resume();
      if (ended || (supply !== undefined && sample >= supply.length - 1)) jump(range?.from ?? 0);
      playing = true;
      send({ playing });
      changed();
      await fill();
    },
    pause() {
      playing = false;
      send({ playing });
      changed();
    },
    seek: jump,
    loop(wanted) {
      range = wanted;
      if (range === undefined) jump(sample);
      else if (sample < range.from || sample >= range.to) jump(range.from);
      else jump(sample);
    },
    rate(wanted) {
      hertz = wanted;
      send({ rate: hertz });
    },
    gain(wanted) {
      if (wanted === factor) return;
      factor = wanted;
      send({ gain: factor });
    },
    renew: () => jump(sample),
  };
  return player;
}
