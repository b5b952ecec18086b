import type { CallName, Calls, Failure, FromWorker, ToWorker } from "../protocol.ts";

/** A worker, from the page. */
export interface Asker {
  ask<Name extends CallName>(
    call: Name,
    asks: Calls[Name]["asks"],
    options?: { readonly tells?: (news: Calls[Name]["tells"]) => void; readonly signal?: AbortSignal },
  ): Promise<Calls[Name]["gives"]>;
  end(): void;
}

/** What a worker could not do. */
export class WorkerFailure extends Error {
  override readonly name = "WorkerFailure";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.what);
    this.failure = failure;
  }
}

interface Waiting {
  gives(value: unknown): void;
  tells?(value: unknown): void;
  fails(error: unknown): void;
}

/** Asks a worker; several questions may be open at once. When the worker dies, all of them fail. */
export function askerOf(worker: Worker): Asker {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  const failAll = (failure: Failure): void => {
    for (const each of waiting.values()) each.fails(new WorkerFailure(failure));
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    const one = waiting.get(data.id);
    if (one === undefined) return;
    if ("tells" in data) return one.tells?.(data.tells);
    waiting.delete(data.id);
    if ("gives" in data) one.gives(data.gives);
    else one.fails(new WorkerFailure(data.fails));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    failAll({
      what: "the part of the page that computes has stopped",
      found: event.message || "no reason given; most likely too little memory",
      advice: "open the files again; close other tabs if they are large",
    });
  });
  return {
    ask(call, asks, { tells, signal } = {}) {
      const id = next++;
      const send = (message: ToWorker): void => worker.postMessage(message);
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = (): void => {
          waiting.delete(id);
          send({ id, stop: true });
          reject(signal?.reason);
        };
        const settled = (): void => signal?.removeEventListener("abort", stop);
        signal?.addEventListener("abort", stop, { once: true });
        waiting.set(id, {
          gives(value) {
            settled();
            resolve(value as never);
          },
          fails(error) {
            settled();
            reject(error);
          },
          ...(tells === undefined ? {} : { tells: (news: unknown) => tells(news as never) }),
        });
        send({ id, call, asks });
      });
    },
    end() {
      worker.terminate();
      failAll({ what: "stopped" });
    },
  };
}
