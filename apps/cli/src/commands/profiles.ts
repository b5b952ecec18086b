import {
  formatConvention,
  type Profile,
  profileById,
  profiles,
  resolveConvention,
  windowFamilies,
} from "@unspectro/core";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { aligned } from "../talk/talk.ts";

export function define(command: Command): void {
  command
    .description("The producers whose conventions are known, the likeliest first; or one of them, as JSON.")
    .argument("[name]", "print this profile's whole convention, to change and use with --convention")
    .option("--windows", "list the window families instead")
    .addHelpText(
      "after",
      `
Examples:
  unspectro profiles
  unspectro profiles torch > mine.json      # then change a field, and: unspectro S P --convention mine.json`,
    );
}

export async function run(command: Command, context: Context): Promise<void> {
  const name = command.processedArgs[0] as string | undefined;
  if (name !== undefined) {
    context.print(formatConvention(resolveConvention({ profile: profileById(name).id }).convention));
  } else if (command.opts().windows) {
    printWindows(context);
  } else {
    printProfiles(context);
  }
}

function printProfiles({ json, print }: Context): void {
  if (json) {
    print(JSON.stringify({ profiles: profiles.map(described) }, null, 2));
    return;
  }
  const rows = profiles.map((profile) => {
    const { fftSize, hop, window } = described(profile);
    return [profile.id, `N ${fftSize}, hop ${hop}, ${window}`, profile.title];
  });
  for (const row of aligned([["profile", "at its defaults", "producer"], ...rows])) print(row);
  const caveats = profiles.filter(({ caveat }) => caveat !== undefined);
  if (caveats.length > 0) print("");
  for (const { id, caveat } of caveats) print(`${id}: ${caveat}`);
}

/** A profile at its producer's defaults. */
function described(profile: Profile): Readonly<Record<string, unknown>> {
  const { id, title, source, caveat, sampleRate } = profile;
  const { geometry } = resolveConvention({ profile: id }).convention;
  const { family, symmetric } = geometry.window;
  return {
    id,
    title,
    source,
    ...(caveat === undefined ? {} : { caveat }),
    sampleRate,
    fftSize: geometry.fftSize,
    hop: geometry.hop,
    window: symmetric ? `${family}, symmetric` : family,
  };
}

function printWindows({ json, print }: Context): void {
  if (json) {
    print(JSON.stringify({ windows: windowFamilies }, null, 2));
    return;
  }
  const rows = windowFamilies.map(({ family, title, parameter, values }) => [
    family,
    title,
    parameter === undefined ? (values ?? "") : `--window-parameter ${parameter.name}: ${parameter.meaning}`,
  ]);
  for (const row of aligned(rows)) print(row);
}
