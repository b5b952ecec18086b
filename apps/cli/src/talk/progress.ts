import type { Listener } from "./listener.ts";
import type { Style } from "./style.ts";
import { duration } from "./words.ts";

/** Work under way. */
export interface Progress {
  /** How much is done by now, in the units of the total, and what to say of it. Cheap: call it as often as you like. */
  at(done: number, note?: string): void;
  /** The line is taken away; what came of it is said by someone else. */
  end(): void;
}

/** Where nobody watches. */
export const silent: Progress = { at() {}, end() {} };

/** A bar is drawn at most this often, in milliseconds, and only once work has taken this long. */
const INTERVAL = 100;
const PATIENCE = 300;

/** A bar with the time left, on a line of its own that is drawn over itself. */
export function bar(listener: Listener, style: Style, name: string, total: number): Progress {
  const started = Date.now();
  let drawn = started + PATIENCE - INTERVAL;
  let shown = false;
  return {
    at(done, note = "") {
      const now = Date.now();
      if (now - drawn < INTERVAL) return;
      drawn = now;
      shown = true;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const left = share > 0.01 ? `${duration(((now - started) / 1000) * (1 / share - 1))} left` : "";
      const room = Math.max(10, Math.min(30, (listener.columns ?? 80) - name.length - note.length - 31));
      const full = Math.round(share * room);
      const drawing = style.green("#".repeat(full)) + style.dim("-".repeat(room - full));
      const percent = `${Math.floor(share * 100)}`.padStart(3);
      listener.write(
        `\r\u001b[K  ${name}  [${drawing}] ${percent} %   ${note}${note === "" || left === "" ? "" : ", "}${left}`,
      );
    },
    end() {
      if (shown) listener.write("\r\u001b[K");
    },
  };
}
