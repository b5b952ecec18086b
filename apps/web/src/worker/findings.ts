import { identify } from "@unspectro/identify";
import type { Calls, Findings } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import type { Desk } from "./desk.ts";

/** Somebody is watching: no new hypothesis is begun after this long. */
const BUDGET_SECONDS = 8;

/** Works out how the files were made; magnitudes alone are not tried. */
export async function identifyFiles(
  desk: Desk,
  { signal, tell }: Tools<Calls["identify"]["tells"]>,
): Promise<Findings> {
  const { magnitude, phase } = desk.pair!;
  if (desk.kind === "magnitudes") {
    return plain("not tried", "Without phases only the shape and the range of the numbers can be judged.");
  }
  const found = await identify({
    first: magnitude,
    ...(phase === undefined ? {} : { second: phase }),
    signal,
    budget: BUDGET_SECONDS,
    progress: tell,
  });
  if (found.convention === null) {
    return {
      ...plain("unidentifiable", "No way of making these files explains them; what follows is assumed."),
      notes: found.notes,
      advice: found.advice,
    };
  }
  const { sampleRate: _, ...geometry } = found.convention.geometry;
  const convention = { ...found.convention, geometry };
  const fit =
    found.residual === null
      ? "The frames do not overlap, so nothing can be checked by rebuilding them."
      : `Rebuilding the frames from the sound gives the files back to ${decibels(found.residual)} dB.`;
  const percent = found.confidence >= 0.995 ? "More than 99" : `About ${Math.round(100 * found.confidence)}`;
  const sure =
    found.verdict === "identified"
      ? `${percent} % sure. `
      : "More than one way explains these files; the likeliest is taken. ";
  return {
    turned: phase !== undefined && found.magnitude === 1,
    verdict: found.verdict,
    confidence: found.confidence,
    summary: `${sure}${fit}`,
    found: convention,
    rate: found.sampleRate && { hertz: found.sampleRate.hertz, why: `a guess: ${found.sampleRate.why}` },
    fields: found.fields,
    alternatives: found.alternatives,
    producer: found.producer?.name,
    notes: found.notes,
    cannotBeKnown: found.cannotBeKnown,
    advice: found.advice,
  };
}

function decibels(residual: number): string {
  return `\u2212${Math.abs(Math.round(20 * Math.log10(Math.max(residual, 1e-8))))}`;
}

function plain(verdict: Findings["verdict"], summary: string): Findings {
  return {
    turned: false,
    verdict,
    confidence: 0,
    summary,
    found: {},
    fields: {},
    alternatives: [],
    notes: [],
    cannotBeKnown: [],
    advice: [],
  };
}
