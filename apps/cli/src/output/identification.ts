import { accountOf, type Identification } from "@unspectro/identify";
import type { Talk } from "../talk/talk.ts";

/** Says what the numbers themselves told, with the evidence; the sample rate is among what is assumed, with how to change it. */
export function tellIdentification({ sampleRate: _, ...told }: Identification, talk: Talk): void {
  talk.say();
  for (const line of accountOf(told)) talk.say(line);
}
