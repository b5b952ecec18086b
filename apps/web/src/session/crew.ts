import type { Opened, OpenRequest, Unclear } from "../protocol.ts";
import { type Asker, askerOf } from "../rpc/ask.ts";

/** Three workers with the same program: one listens, one looks, one thinks, so that none waits for another. */
export interface Crew {
  readonly ear: Asker;
  readonly eye: Asker;
  readonly mind: Asker;
  /** All of them open the files at the same time. */
  open(request: OpenRequest): Opening;
  end(): void;
}

/** Files on their way to each worker; who doesn't wait for one misses no failure, since all fail alike. */
export interface Opening {
  readonly heard: Promise<Opened | Unclear>;
  readonly seen: Promise<Opened | Unclear>;
  readonly thought: Promise<Opened | Unclear>;
}

let spare: Crew | undefined;

/** Gets workers ready before there is work: starting them takes longer than opening most files. */
export function warmUp(): void {
  spare ??= newCrew();
}

export function createCrew(): Crew {
  const crew = spare ?? newCrew();
  spare = undefined;
  return crew;
}

function newCrew(): Crew {
  const [ear, eye, mind] = [newWorker(), newWorker(), newWorker()];
  return {
    ear,
    eye,
    mind,
    open(request) {
      const [heard, seen, thought] = [ear, eye, mind].map((worker) => {
        const opened = worker.ask("open", request);
        opened.catch(() => undefined);
        return opened;
      }) as [Promise<Opened | Unclear>, Promise<Opened | Unclear>, Promise<Opened | Unclear>];
      return { heard, seen, thought };
    },
    end() {
      for (const worker of [ear, eye, mind]) worker.end();
    },
  };
}

function newWorker(): Asker {
  return askerOf(new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" }));
}
