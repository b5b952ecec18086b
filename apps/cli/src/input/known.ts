import type { PartialConvention } from "@unspectro/core";
import type { Identification } from "@unspectro/identify";
import type { ConventionWishes } from "../options/convention.ts";

/** What was found, for a resolution: without what no data can tell. */
export function foundIn({ convention }: Identification): PartialConvention {
  if (convention === null) return {};
  const { sampleRate: _, ...geometry } = convention.geometry;
  return { ...convention, geometry };
}

/** Whether enough was said that nothing need be found out. */
export function toldEnough({ profile, convention, given }: ConventionWishes): boolean {
  if (convention !== undefined) return true;
  const { geometry } = given;
  return geometry?.hop !== undefined && (profile !== undefined || geometry.window?.family !== undefined);
}
