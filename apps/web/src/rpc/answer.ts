import { isUnspectroError } from "@unspectro/core/plugin";
import type { CallName, Calls, Failure, FromWorker, ToWorker } from "../protocol.ts";

/** What answering needs beside the question. */
export interface Tools<Tells> {
  readonly signal: AbortSignal;
  tell(news: Tells): void;
}

/** A function for every call. Array buffers and bitmaps named in `moved` are handed over, not copied. */
export type Answers = {
  readonly [Name in CallName]: (
    asks: Calls[Name]["asks"],
    tools: Tools<Calls[Name]["tells"]>,
  ) => Promise<Calls[Name]["gives"]> | Calls[Name]["gives"];
};

type Post = (message: FromWorker, options: { transfer: Transferable[] }) => void;

/** Answers the page's questions. */
export function answer(answers: Answers): void {
  const running = new Map<number, AbortController>();
  const post: Post = (message, options) => self.postMessage(message, options);
  self.addEventListener("message", async ({ data }: MessageEvent<ToWorker>) => {
    const { id } = data;
    if ("stop" in data) {
      running.get(id)?.abort(new DOMException("stopped", "AbortError"));
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    const tools: Tools<unknown> = {
      signal: controller.signal,
      tell: (tells) => post({ id, tells }, { transfer: moved(tells) }),
    };
    try {
      const work = answers[data.call] as (asks: unknown, tools: Tools<unknown>) => unknown;
      const gives = await work(data.asks, tools);
      post({ id, gives }, { transfer: moved(gives) });
    } catch (error) {
      post({ id, fails: failureOf(error) }, { transfer: [] });
    } finally {
      running.delete(id);
    }
  });
}

/** Bitmaps and numbers on the way out belong to the page from now on. */
function moved(value: unknown): Transferable[] {
  if (value instanceof ImageBitmap) return [value];
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (Array.isArray(value) && ArrayBuffer.isView(value[0])) return value.flatMap(moved);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((part) =>
    part instanceof ImageBitmap || ArrayBuffer.isView(part) ? moved(part) : [],
  );
}

function failureOf(error: unknown): Failure {
  if (isUnspectroError(error)) {
    const { what = error.message, ...facts } = error.facts;
    const field = "field" in error && typeof error.field === "string" ? { field: error.field } : {};
    return { what, code: error.code, ...facts, ...field };
  }
  if (error instanceof DOMException && error.name === "AbortError")
    return { what: "stopped", code: "aborted" };
  const found = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /alloc|memory|length/i.test(found)) {
    return {
      what: "this browser has too little memory for it",
      found,
      advice: "use the command line for files of this size",
    };
  }
  return {
    what: "something in this page went wrong",
    found,
    advice: "open the files again, or use the command line",
  };
}
