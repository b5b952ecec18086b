import { isUnspectroError, PROBE_BYTES } from "@unspectro/core/plugin";
import { describe, ensure, fail } from "../check.ts";
import { type CaseContext, type FixtureCase, fileName } from "../context.ts";
import type { ConformanceCase, KitOptions } from "../fixture.ts";
import { noise, noiseBytes, strangers } from "../noise.ts";

type Plugin = CaseContext["plugin"];

/** Cases about the plugin itself, without a file. */
export function pluginCases(plugin: Plugin, options: KitOptions): ConformanceCase[] {
  const cases: Record<string, () => number> = {
    "describes itself": () => describesItself(plugin),
    "takes no noise for its own": () => rejectsNoise(plugin, options),
    "takes no other format for its own": () => rejectsStrangers(plugin, options),
    "probes any bytes without throwing, the same way twice": () => probesPurely(plugin),
  };
  return Object.entries(cases).map(([name, run]) => ({ name, run: async () => ({ malformed: run() }) }));
}

function describesItself({ id, title, extensions, probe, list, open, write }: Plugin): number {
  ensure(/^[a-z][a-z0-9-]*$/.test(id), `id "${id}" is not a short lower-case word`);
  ensure(title.length > 0, "title is empty");
  for (const extension of extensions)
    ensure(/^[a-z0-9]+$/.test(extension), `extension "${extension}" is not lower case without a dot`);
  for (const [name, member] of Object.entries({ probe, list, open }))
    ensure(typeof member === "function", `${name} is not a function`);
  ensure(write === undefined || typeof write === "function", "write is neither absent nor a function");
  return 0;
}

function rejectsNoise(plugin: Plugin, options: KitOptions): number {
  const most = options.headerless ? 0.25 : 0;
  const empty = plugin.probe(new Uint8Array(0), "spectrogram");
  ensure(empty === 0, `an empty file was probed as ${empty}`);
  for (let seed = 1; seed <= 50; seed++) {
    const score = plugin.probe(noiseBytes(16 * seed, seed), "spectrogram");
    ensure(score <= most, `noise of ${16 * seed} bytes was probed as ${score}, at most ${most} is fair`);
  }
  return 51;
}

function rejectsStrangers(plugin: Plugin, options: KitOptions): number {
  let tried = 0;
  for (const [kind, head] of Object.entries(strangers)) {
    if (options.accepts?.includes(kind)) continue;
    const score = plugin.probe(head, "spectrogram");
    ensure(score < 0.5, `the beginning of a ${kind} file was probed as ${score}`);
    tried++;
  }
  return tried;
}

function probesPurely(plugin: Plugin): number {
  const next = noise(7);
  const heads = Object.values(strangers);
  for (let i = 0; i < 500; i++) {
    const base = heads[i % heads.length];
    const head = i % 3 === 0 ? noiseBytes(next() % 300, i) : base.slice(0, next() % (base.length + 1));
    if (head.length > 0) head[next() % head.length] ^= 1 << (next() % 8);
    const before = head.slice();
    const score = probed(plugin, head);
    ensure(score >= 0 && score <= 1, `a probe answered ${score}, outside 0 to 1`);
    ensure(
      head.every((byte, at) => byte === before[at]),
      "a probe changed the bytes it was shown",
    );
    ensure(probed(plugin, head) === score, "a probe answered differently the second time");
  }
  return 500;
}

function probed(plugin: Plugin, head: Uint8Array): number {
  try {
    return plugin.probe(head, "spectrogram");
  } catch (error) {
    fail(`a probe threw ${isUnspectroError(error) ? "" : "an untyped error, "}${describe(error)}`);
  }
}

/** The probe's case about a fixture. */
export const probeCases: readonly FixtureCase[] = [
  {
    claim: "is recognised by its content",
    async run({ plugin, fixture, options }) {
      const head = fixture.bytes.subarray(0, PROBE_BYTES);
      const least = options.headerless ? Number.MIN_VALUE : 0.5;
      for (const name of ["spectrogram", fileName(fixture)]) {
        const score = plugin.probe(head, name);
        ensure(score >= least, `its own file, called ${name}, was probed as ${score}`);
      }
      return 0;
    },
  },
];
