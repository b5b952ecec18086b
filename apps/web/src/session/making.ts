import type { MendNews, MendRequest, RetrievalNews, SoundFacts, SoundNews } from "../protocol.ts";
import type { Asker } from "../rpc/ask.ts";
import { failureIn } from "../view/complaint.ts";
import type { MendingCard } from "../view/mending.ts";
import type { RetrievalCard } from "../view/retrieval.ts";

/** The sound in the making: one at a time, the old one stopped when a new one is wanted. */
export interface Making {
  /** From magnitudes and phases; then mended, where that is asked for and needed. */
  synthesise(synthesis: string, mending: MendRequest | undefined): Promise<void>;
  /** From magnitudes alone. */
  retrieve(rounds: number): Promise<void>;
  /** Ends a retrieval with the best so far. */
  enough(): void;
  stop(): void;
}

export interface MakingActs {
  hear(news: SoundNews, renewed: boolean): void;
  /** It could not be mended. */
  left(): void;
  /** `whole`: nothing more is done to it. */
  made(made: SoundFacts, whole: boolean): void;
}

/** Where progress is shown. */
export interface MakingCards {
  readonly retrieval: RetrievalCard;
  readonly mending: MendingCard;
}

export function createMaking(
  ear: Asker,
  { retrieval: card, mending: mendingCard }: MakingCards,
  acts: MakingActs,
): Making {
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
    acts.made(made, true);
    document.documentElement.dataset.sound = "ready";
  }

  async function mend(plain: SoundFacts, request: MendRequest, signal: AbortSignal): Promise<void> {
    let begun = false;
    const tells = (news: MendNews): void => {
      // Mended stretches take over where the queue ends: who listens hears no gap.
      acts.hear(news, false);
      if (!begun) acts.made(plain, false);
      begun = true;
      document.documentElement.dataset.sound = "mending";
      mendingCard.tell(news);
    };
    try {
      const outcome = await ear.ask("mend", request, { signal, tells });
      mendingCard.end(outcome);
      if (outcome.kind !== "mended") return tellMade(plain);
      const { peak, clipped, notFinite, gain, what } = outcome;
      tellMade({ ...plain, peak, clipped, notFinite, gain, mending: what });
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined) throw error;
      // The sound is there, as the files give it.
      mendingCard.complain(failure);
      acts.left();
      tellMade(plain);
    }
  }

  return {
    stop,
    enough: () => void ear.ask("enough", {}),
    async synthesise(synthesis, mending) {
      const signal = begin();
      mendingCard.begin(mending !== undefined);
      let first = true;
      const tells = (news: SoundNews): void => {
        acts.hear(news, first);
        first = false;
      };
      const plain = await ear.ask("synthesise", { synthesis }, { signal, tells });
      if (mending === undefined) tellMade(plain);
      else await mend(plain, mending, signal);
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
