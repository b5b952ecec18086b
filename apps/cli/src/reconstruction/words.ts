import type { FramePair } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import type { CoarsePair, Rounding } from "@unspectro/retrieval";
import { brief, count } from "../talk/words.ts";

/** `8-bit magnitudes, 14 % of them at their floor; phases in single precision`. */
export function coarseWords({ rounded, clipped }: CoarsePair, { magnitude, phase }: FramePair): string {
  const share =
    clipped > 0.001
      ? `, ${brief(Math.max(0.1, Math.round(1000 * clipped) / 10))} % of them at their floor`
      : "";
  const magnitudes = numbersInWords("magnitudes", rounded.magnitudes, magnitude);
  return `${magnitudes}${share}; ${numbersInWords("phases", rounded.phases, phase ?? magnitude)}`;
}

function numbersInWords(what: string, rounding: Rounding, { element }: FrameSource): string {
  const bits = /^u?int(\d+)$/.exec(element)?.[1];
  switch (rounding.kind) {
    case "steps":
      return bits === undefined ? `${what} in steps of ${brief(rounding.step)}` : `${bits}-bit ${what}`;
    case "decimals":
      return `${what} of ${count(rounding.decimals, "decimal")}`;
    case "digits":
      return `${what} of ${count(rounding.digits, "digit")}`;
    case "bits":
      return `${what} in ${precisions.find(({ least }) => rounding.bits >= least)!.name} precision`;
  }
}

const precisions = [
  { least: 53, name: "double" },
  { least: 24, name: "single" },
  { least: 11, name: "half" },
  { least: 0, name: "less than half" },
] as const;
