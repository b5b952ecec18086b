import type { SoundNews } from "../protocol.ts";
import type { Asker } from "../rpc/ask.ts";
import { createPlayer } from "../sound/player.ts";
import type { Screen } from "../view/screen.ts";
import type { SampleRange } from "../view/selection.ts";
import { createTransport, type Transport } from "../view/transport.ts";
import { addPeaks, type WaveData } from "../view/wave.ts";

/** The sound as it is heard: the player, its controls, and the selection that goes round. */
export interface Listening {
  readonly transport: Transport;
  toggle(): void;
  seek(sample: number): void;
  select(range: SampleRange | undefined): void;
  /** Plays at this many samples a second from now on. */
  rate(hertz: number): void;
  /** Peaks that have come, and what can be played of the sound; `renewed`: it is another sound than before. */
  hear(news: SoundNews, renewed: boolean): void;
  end(): void;
}

/** @param acts what the listener asks for beyond listening */
export function createListening(
  wave: WaveData,
  ear: Asker,
  screen: () => Screen,
  acts: { rate(hertz: number): void },
): Listening {
  let hertz = 22050;
  let selected: SampleRange | undefined;
  let looping = false;
  const player = createPlayer(tellPlace);
  const seek = (sample: number): void => player.seek(sample);
  const transport = createTransport({ toggle, seek, loop, rate: acts.rate });

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
    screen().tellSample(player.sample, player.playing);
    transport.tell({
      playing: player.playing,
      sample: player.sample,
      length: wave.length,
      done: wave.done,
      rate: hertz,
      looping,
      selected: selected !== undefined,
    });
  }

  return {
    transport,
    toggle,
    seek,
    select(range) {
      selected = range;
      if (range === undefined) loop(false);
      else if (looping) player.loop(range);
      tellPlace();
    },
    rate(wanted) {
      hertz = wanted;
      player.rate(wanted);
      tellPlace();
    },
    hear({ length, done, step, gain, first, peaks }, renewed) {
      Object.assign(wave, { step, length, done, gain });
      addPeaks(wave, first, peaks);
      player.gain(gain);
      player.supply = { length, done, read: (start, count) => ear.ask("samples", { start, count }) };
      if (renewed) player.renew();
      tellPlace();
    },
    end: () => player.pause(),
  };
}
