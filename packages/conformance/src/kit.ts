import type { FormatPlugin } from "@unspectro/core/plugin";
import { concurrencyCases } from "./cases/concurrency.ts";
import { economyCases } from "./cases/economy.ts";
import { endingCases } from "./cases/ending.ts";
import { malformedCases } from "./cases/malformed.ts";
import { pluginCases, probeCases } from "./cases/probe.ts";
import { shapeCases } from "./cases/shape.ts";
import { truthCases } from "./cases/truth.ts";
import { writingCases } from "./cases/writing.ts";
import type { CaseReport, ConformanceCase, Fixture, KitOptions } from "./fixture.ts";

/**
 * Every promise of the reader's contract as a case for any test runner: some about the plugin, the others about each
 * fixture.
 *
 * @example
 * ```ts
 * import { conformanceCases } from "@unspectro/conformance";
 * import { npy } from "@unspectro/npy";
 *
 * // In a test file: for (const { name, run } of conformanceCases(npy, fixtures)) test(name, run);
 * console.log(conformanceCases(npy, []).length > 0); // true
 * ```
 */
export function conformanceCases(
  plugin: FormatPlugin,
  fixtures: readonly Fixture[],
  options: KitOptions = {},
): ConformanceCase[] {
  const fixtureCases = [
    ...probeCases,
    ...shapeCases,
    ...truthCases,
    ...concurrencyCases,
    ...endingCases,
    ...economyCases,
    ...malformedCases,
    ...(plugin.write === undefined ? [] : writingCases),
  ];
  return [
    ...pluginCases(plugin, options),
    ...fixtures.flatMap((fixture) =>
      fixtureCases.map(({ claim, run }) => ({
        name: `${fixture.name} ${claim}`,
        run: () => inTime(async () => ({ malformed: await run({ plugin, fixture, options }) })),
      })),
    ),
  ];
}

/** A case that takes longer than this, in milliseconds, waits for an answer that never comes. */
const LONGEST = 60_000;

/** Ends a case whose reader never answers, so that it fails by name in any test runner. */
async function inTime(run: () => Promise<CaseReport>): Promise<CaseReport> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LONGEST / 1000} seconds`)), LONGEST);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}
