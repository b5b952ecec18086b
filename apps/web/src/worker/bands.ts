import type { FrequencyScale } from "@unspectro/waterfall";
import { type Stretch, scaleOfStretch } from "../frequency.ts";
import type { TilePlace } from "../tile.ts";
import type { Pyramid } from "./pyramid.ts";

/** The part of the frequency axis that a tile shows. */
export function stretchOf({ rise, band }: Pick<TilePlace, "rise" | "band">): Stretch {
  return { bottom: band / 2 ** rise, top: (band + 1) / 2 ** rise };
}

/** The frequencies of a tile. */
export function bandOf(pyramid: Pyramid, place: Pick<TilePlace, "rise" | "band">): FrequencyScale {
  return scaleOfStretch(pyramid.source.bins, pyramid.frequency, stretchOf(place));
}
