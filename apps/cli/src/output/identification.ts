import { accountOf, type Identification } from "@unspectro/identify";
import type { Talk } from "../talk/talk.ts";

/** Says what the numbers themselves told, with the evidence. */
export function tellIdentification(identification: Identification, talk: Talk): void {
  talk.say();
  for (const line of accountOf(identification)) talk.say(line);
}
