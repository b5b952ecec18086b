import type { Passes } from "../operator/pass.ts";
import type { Projection } from "../project/projection.ts";
import type { Method } from "./method.ts";
import { spectraLike } from "./method.ts";

/**
 * The parameters of one round of accelerated Griffin-Lim. With P_C the projection on consistent spectra (inverse, then
 * STFT) and P_A that on the data:
 *
 *   t_k = (1 - gamma) d_{k-1} + gamma P_C(p_{k-1})
 *   c_k = t_k + alpha (t_k - t_{k-1})
 *   d_k = t_k + beta  (t_k - t_{k-1})
 *   p_k = c_k + lambda (P_A c_k - c_k)
 *
 * GLA (Griffin and Lim 1984): 0, 0, 1, 1. Fast GLA (Perraudin, Balazs, Sondergaard 2013): 0.99, 0, 1, 1. Accelerated GLA
 * (Nenov, Nguyen, Balazs 2023): 1, 1.1, 1.25, 1. `lambda` other than 1, which relaxes the projection on the data, is ours.
 */
export interface Momentum {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly lambda: number;
}

/** The parameters of round k = 0, 1, 2... */
export type MomentumSchedule = (round: number) => Momentum;

/** One family for GLA, fast GLA, accelerated GLA and their relaxations. Memory: one or two spectra (beta or gamma used). */
export function accelerated(schedule: MomentumSchedule): (passes: Passes, project: Projection) => Method {
  return (passes, project) => {
    const { bins } = passes.transform;
    const width = 2 * bins;
    const t = spectraLike(passes);
    let d: ReturnType<typeof spectraLike> | undefined;
    const c = new Float64Array(width);
    let round = -1;
    return {
      step() {
        round++;
        if (round === 0) {
          passes.pass((frame, x, at) => {
            const from = frame * width;
            for (let i = 0; i < width; i++) t[from + i] = x[at + i];
            project(frame, x, at);
          });
          return;
        }
        const { alpha, beta, gamma, lambda } = schedule(round - 1);
        if (d === undefined && (gamma !== 1 || beta !== 0)) d = t.slice();
        const dual = d;
        passes.pass((frame, x, at) => {
          const from = frame * width;
          for (let i = 0; i < width; i++) {
            const was = t[from + i];
            const now = dual === undefined ? x[at + i] : (1 - gamma) * dual[from + i] + gamma * x[at + i];
            const change = now - was;
            if (dual !== undefined) dual[from + i] = now + beta * change;
            t[from + i] = now;
            const ahead = now + alpha * change;
            c[i] = ahead;
            x[at + i] = ahead;
          }
          project(frame, x, at);
          if (lambda !== 1) for (let i = 0; i < width; i++) x[at + i] = c[i] + lambda * (x[at + i] - c[i]);
        });
      },
    };
  };
}

/** The same parameters in every round. */
export function constantMomentum(momentum: Partial<Momentum>): MomentumSchedule {
  const all = { alpha: 0, beta: 0, gamma: 1, lambda: 1, ...momentum };
  return () => all;
}
