import { type Asker, askerOf } from "../rpc/ask.ts";

/** Three workers with the same program: one listens, one looks, one thinks, so that none waits for another. */
export interface Crew {
  readonly ear: Asker;
  readonly eye: Asker;
  readonly mind: Asker;
  end(): void;
}

export function createCrew(): Crew {
  const [ear, eye, mind] = [newWorker(), newWorker(), newWorker()];
  return {
    ear,
    eye,
    mind,
    end() {
      for (const worker of [ear, eye, mind]) worker.end();
    },
  };
}

function newWorker(): Asker {
  return askerOf(new Worker(new URL("../work/worker.ts", import.meta.url), { type: "module" }));
}
