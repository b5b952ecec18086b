import { valueAt } from "./interpolate.ts";
import type { FromPlayer, Piece, ToPlayer } from "./messages.ts";

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Blocks between two reports of the place. */
const REPORT_EVERY = 8;

/** Plays pieces of sound one after the other at any rate: what it has not got, it waits for in silence. */
class Player extends AudioWorkletProcessor {
  #pieces: Piece[] = [];
  #place = 0;
  #rate = 44100;
  #gain = 1;
  #playing = false;
  #turn = 0;
  #era = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => this.#take(data);
  }

  #take(message: ToPlayer): void {
    if (message.rate !== undefined) this.#rate = message.rate;
    if (message.gain !== undefined) this.#gain = message.gain;
    if (message.playing !== undefined) this.#playing = message.playing;
    if (message.flush !== undefined) {
      this.#pieces = [];
      this.#place = 0;
      this.#era = message.flush;
    }
    if (message.piece !== undefined && message.piece.era === this.#era) this.#pieces.push(message.piece);
    this.#report();
  }

  #report(): void {
    const [now] = this.#pieces;
    const ahead = this.#pieces.reduce(
      (sum, { channels, lead, tail }) => sum + channels[0]!.length - lead - tail,
      0,
    );
    const report: FromPlayer = {
      era: this.#era,
      sample: now === undefined ? undefined : now.start + Math.min(this.#place, now.channels[0]!.length),
      ahead: ahead - this.#place,
      ended: now?.last === true && this.#place >= now.channels[0]!.length - now.lead - now.tail,
    };
    this.port.postMessage(report);
  }

  process(_inputs: unknown, [output]: Float32Array[][]): boolean {
    const step = this.#rate / sampleRate;
    const count = output![0]!.length;
    for (let i = 0; i < count && this.#playing; i++) {
      let piece: Piece | undefined = this.#pieces[0];
      while (piece !== undefined && this.#place >= piece.channels[0]!.length - piece.lead - piece.tail) {
        if (piece.last) {
          piece = undefined;
          break;
        }
        this.#place -= piece.channels[0]!.length - piece.lead - piece.tail;
        this.#pieces.shift();
        piece = this.#pieces[0];
      }
      if (piece === undefined) break;
      for (let c = 0; c < output!.length; c++) {
        const samples = piece.channels[Math.min(c, piece.channels.length - 1)]!;
        output![c]![i] = this.#gain * valueAt(samples, piece.lead + this.#place);
      }
      this.#place += step;
    }
    if (++this.#turn % REPORT_EVERY === 0 && this.#playing) this.#report();
    return true;
  }
}

registerProcessor("unspectro-player", Player);
