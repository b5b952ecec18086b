import type { Passes } from "../operator/pass.ts";
import type { Projection } from "../project/projection.ts";
import type { Method } from "./method.ts";
import { spectraLike } from "./method.ts";

/**
 * ADMM for phase recovery (Masuyama, Yatabe, Oikawa, "Griffin-Lim like phase recovery via alternating direction method of
 * multipliers", IEEE SPL 26(1), 2019), with one state v = x + u:
 *
 *   z = (rho v + P_C v) / (1 + rho),   u = v - z,   v = P_A(z - u) + u
 */
export function admm(rho: number): (passes: Passes, project: Projection) => Method {
  return (passes, project) => {
    const width = 2 * passes.transform.bins;
    const v = spectraLike(passes);
    const u = new Float64Array(width);
    let started = false;
    return {
      step() {
        const first = !started;
        started = true;
        passes.pass((frame, x, at) => {
          const from = frame * width;
          for (let i = 0; i < width; i++) {
            const state = first ? x[at + i] : v[from + i];
            const z = (rho * state + x[at + i]) / (1 + rho);
            u[i] = state - z;
            x[at + i] = z - u[i];
          }
          project(frame, x, at);
          for (let i = 0; i < width; i++) {
            v[from + i] = x[at + i] + u[i];
            x[at + i] = v[from + i];
          }
        });
      },
    };
  };
}

/**
 * Relaxed averaged alternating reflections (Luke 2005), one state c:
 *
 *   p = P_A c,   c = beta (P_C(2 p - c) - p + c) + (1 - beta) p
 */
export function raar(beta: number): (passes: Passes, project: Projection) => Method {
  return (passes, project) => {
    const width = 2 * passes.transform.bins;
    const c = spectraLike(passes);
    const p = spectraLike(passes);
    let started = false;
    return {
      step() {
        const first = !started;
        started = true;
        passes.pass((frame, x, at) => {
          const from = frame * width;
          for (let i = 0; i < width; i++) {
            const state = first
              ? x[at + i]
              : beta * (x[at + i] - p[from + i] + c[from + i]) + (1 - beta) * p[from + i];
            c[from + i] = state;
            x[at + i] = state;
          }
          project(frame, x, at);
          for (let i = 0; i < width; i++) {
            p[from + i] = x[at + i];
            x[at + i] = 2 * x[at + i] - c[from + i];
          }
        });
      },
    };
  };
}
