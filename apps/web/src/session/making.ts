import type { RetrievalNews, SoundFacts, SoundNews } from "../protocol.ts";
import type { Asker } from "../rpc/ask.ts";
import { failureIn } from "../view/complaint.ts";
import type { RetrievalCard } from "../view/retrieval.ts";

/** The sound in the making: one at a time, the old one stopped when a new one is wanted. */
export interface Making {
  /** From magnitudes and phases. */
  synthesise(synthesis: string): Promise<void>;
  /** From magnitudes alone. */
  retrieve(rounds: number): Promise<void>;
  /** Ends a retrieval with the best so far. */
  enough(): void;
  stop(): void;
}

export interface MakingActs {
  hear(news: SoundNews, renewed: boolean): void;
  made(made: SoundFacts): void;
}

export function createMaking(ear: Asker, card: RetrievalCard, acts: MakingActs): Making {
  let running: AbortController | undefined;

  function begin(): AbortSignal {
    stop();
    running = new AbortController();
    document.documentElement.dataset.sound = "making";
    return running.signal;
  }

  function stop(): void {
    running?.abort(new DOMException("stopped", "AbortError"));
  }

  function tellMade(made: SoundFacts): void {
    acts.made(made);
    document.documentElement.dataset.sound = "ready";
  }

  return {
    stop,
    enough: () => void ear.ask("enough", {}),
    async synthesise(synthesis) {
      const signal = begin();
      let first = true;
      const tells = (news: SoundNews): void => {
        acts.hear(news, first);
        first = false;
      };
      tellMade(await ear.ask("synthesise", { synthesis }, { signal, tells }));
    },
    async retrieve(rounds) {
      const signal = begin();
      card.running(true);
      card.complain(undefined);
      // Better estimates take over where the queue ends: who listens hears no gap.
      let first = true;
      const tells = (news: RetrievalNews): void => {
        acts.hear(news, first);
        first = false;
        card.tell(news);
      };
      try {
        tellMade(await ear.ask("retrieve", { rounds }, { signal, tells }));
      } catch (error) {
        const failure = failureIn(error);
        if (failure?.field !== undefined) throw error;
        card.complain(failure);
      } finally {
        card.running(false);
      }
    },
  };
}
