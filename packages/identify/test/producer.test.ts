import { type Convention, makeWindow, profiles, resolveConvention, scalingFactor } from "@unspectro/core";
import { describe, expect, test } from "vitest";
import { recognise } from "../src/result/producer.ts";

/** Numbers of producers that compute in float64. */
const wide = (id: string): boolean => /scipy|matlab|octave|dpwe|matplotlib|ltfat/.test(id);

/** What could be found from the numbers of a profile's files: all but the scaling. */
function plain(convention: Convention): Convention {
  const { profile: _, ...rest } = convention;
  return { ...rest, encoding: { ...rest.encoding, scaling: { rule: "none" } } };
}

const factorOf = (c: Convention): number => scalingFactor(c, makeWindow(c.geometry.window));

describe.each(profiles.map(({ id }) => id))("files of %s", (id) => {
  const { convention } = resolveConvention({ profile: id });
  const { title } = profiles.find((profile) => profile.id === id)!;
  const peak = 0.3 * factorOf(convention);
  const element = wide(id) ? "float64" : "float32";

  test("are called theirs, or as likely theirs", () => {
    const seen = recognise(plain(convention), { element, fortran: false, peak });
    expect([seen?.producer.name, ...(seen?.producer.others ?? [])]).toContain(title);
  });

  test("come out at a level that recordings have", () => {
    const found = recognise(plain(convention), { element, fortran: false, peak })?.convention;
    const { rule } = convention.encoding.scaling;
    const level = rule === "density" ? 0.3 : peak / factorOf(found ?? convention);
    expect(level).toBeGreaterThan(0.003);
    expect(level).toBeLessThan(1.2);
  });
});

test("a level no recording has speaks against a producer", () => {
  const { convention } = resolveConvention({
    profile: "librosa",
    given: { geometry: { fftSize: 512, hop: 128 } },
  });
  const names = (peak: number | undefined) =>
    recognise(plain(convention), { element: "float64", fortran: false, peak })?.producer.name;
  expect(names(0.3)).toMatch(/librosa/);
  expect(names(0.3 / 256)).toMatch(/SciPy/);
  expect(names(undefined)).toMatch(/librosa/);
});

test("zeros after the last sound are padding where a producer is known to pad", () => {
  const given = { geometry: { fftSize: 512, hop: 128 } };
  const lengthIn = (profile: string, scale: number) => {
    const { convention } = resolveConvention({ profile, given });
    const found = plain({ ...convention, geometry: { ...convention.geometry, tail: "fit", length: 2048 } });
    const traces = { element: "float64", fortran: false, peak: 0.3 * scale, sounding: 2000 };
    return recognise(found, traces)?.convention.geometry.length;
  };
  expect(lengthIn("scipy-stft", 1 / 256)).toBe(2000);
  expect(lengthIn("librosa", 1)).toBe(2048);
});
