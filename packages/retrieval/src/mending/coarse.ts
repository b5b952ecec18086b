import type { CoarsePair } from "../cells/look.ts";
import { mendedAudio } from "../cells/mended.ts";
import { referenceTransform } from "../operator/transform.ts";
import type { MendedCells } from "./account.ts";
import type { Mended, MendingJob } from "./job.ts";

/** Within what the numbers leave open, section by section, as blocks are taken. */
export function mendedCells(coarse: CoarsePair, job: MendingJob): Mended {
  const { pair, work, engine, rounds, signal, enough, onProgress } = job;
  const { convention, length } = work;
  const audio = mendedAudio(
    { pair, convention, rounded: coarse.rounded, length, plain: () => job.plain() },
    {
      transform:
        engine === undefined
          ? referenceTransform
          : (grid) => engine.frameTransform(grid, { arithmetic: "double" }),
      ...(rounds === undefined ? {} : { rounds }),
      ...(signal === undefined ? {} : { signal }),
      ...(enough === undefined ? {} : { enough }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  );
  return {
    blocks: () => audio.blocks(),
    notFinite: undefined,
    get account(): MendedCells {
      const { rounds, misfit, endedAt } = audio;
      return { kind: "coarse", ...coarse, rounds, misfit, endedAt };
    },
  };
}
