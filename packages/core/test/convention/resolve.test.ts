import { describe, expect, it } from "vitest";
import {
  checkConvention,
  formatConvention,
  parseConvention,
  profiles,
  rangesWanted,
  resolveConvention,
} from "../../src/index.ts";

const field = (resolution: ReturnType<typeof resolveConvention>, path: string) =>
  resolution.fields.find((candidate) => candidate.path === path)!;

describe("resolveConvention", () => {
  it("takes librosa's defaults for what nobody said, and says so", () => {
    const resolution = resolveConvention({ facts: { rows: 1025, columns: 431 } });
    expect(resolution.convention.geometry).toEqual({
      fftSize: 2048,
      hop: 512,
      window: { family: "hann", length: 2048, symmetric: false },
      placement: "centre",
      start: "half-fft",
      padding: "zeros",
      tail: "fit",
      sampleRate: 22050,
    });
    expect(field(resolution, "geometry.hop")).toEqual({
      path: "geometry.hop",
      value: 512,
      origin: "assumed",
      why: "as librosa 0.9 or later (librosa.stft) does by default",
    });
  });

  it("lets given win over found, found over profile, profile over assumption", () => {
    const resolution = resolveConvention({
      given: { geometry: { hop: 100 } },
      found: { geometry: { hop: 200, window: { family: "hamming" } } },
      profile: "torchaudio",
      facts: { rows: 201, columns: 80 },
    });
    expect(field(resolution, "geometry.hop")).toMatchObject({ value: 100, origin: "given" });
    expect(field(resolution, "geometry.window.family")).toMatchObject({ value: "hamming", origin: "found" });
    expect(field(resolution, "geometry.padding")).toMatchObject({ value: "reflect", origin: "profile" });
    expect(field(resolution, "geometry.fftSize")).toMatchObject({ value: 400, origin: "assumed" });
  });

  it.each([
    [1025, 431, {}, "columns", 2048, "one", []],
    [431, 1025, {}, "rows", 2048, "one", []],
    [201, 300, {}, "columns", 400, "one", []],
    [128, 90, {}, "columns", 256, "one", ["nyquist"]],
    [552, 90, { geometry: { fftSize: 1103 } }, "columns", 1103, "one", []],
    [90, 552, { geometry: { fftSize: 1103 } }, "rows", 1103, "one", []],
    [512, 90, { geometry: { fftSize: 512 } }, "columns", 512, "two", []],
    [512, 90, { layout: { sides: "centred" as const } }, "columns", 512, "centred", []],
    [1024, 90, { layout: { dropped: ["dc" as const] } }, "columns", 2048, "one", ["dc"]],
    [200, 90, { layout: { cutTop: 57 } }, "columns", 512, "one", []],
  ])(
    "reads %i x %i, given %j, as frames in %s of an FFT of %i, sides %s, dropped %j",
    (rows, columns, given, frames, fftSize, sides, dropped) => {
      const { convention } = resolveConvention({ given, facts: { rows, columns } });
      expect(convention.layout).toMatchObject({ frames, sides, dropped });
      expect(convention.geometry.fftSize).toBe(fftSize);
    },
  );

  it("turns a profile's array over when its shape says so", () => {
    const { convention } = resolveConvention({ profile: "librosa", facts: { rows: 300, columns: 1025 } });
    expect(convention.layout.frames).toBe("rows");
  });

  it("takes the one-sided half of an FFT for bins where the other axis happens to be as long as the FFT", () => {
    const { layout } = resolveConvention({
      given: { geometry: { fftSize: 512 } },
      facts: { rows: 512, columns: 257 },
    }).convention;
    expect(layout).toMatchObject({ frames: "rows", sides: "one", dropped: [] });
  });

  it("reads negative magnitudes as logarithms and large angles as degrees", () => {
    const facts = { rows: 1025, columns: 4, magnitude: { min: -80, max: 0 }, phase: { min: -180, max: 180 } };
    const { encoding } = resolveConvention({ facts }).convention;
    expect(encoding.magnitude).toEqual({ scale: "decibel", floor: -80 });
    expect(encoding.phase.unit).toBe("degrees");
  });

  it("refuses an FFT size that cannot have these bins, naming the sizes that can", () => {
    expect(() =>
      resolveConvention({ given: { geometry: { fftSize: 4096 } }, facts: { rows: 1025, columns: 431 } }),
    ).toThrow(/geometry.fftSize: the FFT size does not fit .*expected 2049 bins.*2048 or 2049/);
  });

  it("drops a profile's window parameter with its window", () => {
    const { convention } = resolveConvention({
      given: { geometry: { window: { family: "hann" } } },
      profile: "scipy-spectrogram",
    });
    expect(convention.geometry.window).toEqual({ family: "hann", length: 256, symmetric: false });
  });
});

describe("profiles", () => {
  it.each(profiles.map((profile) => [profile.id]))(
    "%s is a whole convention at its defaults, and survives JSON",
    (profile) => {
      const { convention } = resolveConvention({ profile });
      expect(checkConvention(formatConvention(convention))).toEqual(convention);
    },
  );

  it.each(profiles.map((profile) => [profile.id]))(
    "%s stays whole at an odd FFT size unless Nyquist is dropped",
    (profile) => {
      const attempt = () => resolveConvention({ profile, given: { geometry: { fftSize: 333 } } });
      if (profiles.find(({ id }) => id === profile)!.layout.dropped?.includes("nyquist")) {
        expect(attempt).toThrow(/layout.dropped/);
      } else {
        expect(attempt().convention.geometry.fftSize).toBe(333);
      }
    },
  );
});

describe("parseConvention", () => {
  it.each([
    ["{", "convention", "this is not JSON"],
    ["[]", "convention", "not a convention"],
    ['{"version": 2}', "version", "another version"],
    ['{"geometry": {"hop": 0}}', "geometry.hop", "an integer of at least 1"],
    ['{"geometry": {"hop": "512"}}', "geometry.hop", "an integer of at least 1"],
    ['{"geometry": {"hopp": 5}}', "geometry.hopp", "no such field"],
    ['{"geometry": 5}', "geometry", "an object"],
    ['{"layout": {"dropped": ["dc", "all"]}}', "layout.dropped", "a list of: one of dc, nyquist"],
    ['{"encoding": {"phase": {"sign": 0}}}', "encoding.phase.sign", "one of 1, -1"],
    ['{"encoding": {"magnitude": {"floor": "low"}}}', "encoding.magnitude.floor", "a number, or null"],
  ])("refuses %s, naming %s", (text, where, words) => {
    expect(() => parseConvention(text, "c.json")).toThrow(
      expect.objectContaining({ code: "bad-convention", field: where }),
    );
    expect(() => parseConvention(text, "c.json")).toThrow(words);
  });

  it("misses nothing when a whole convention is asked for", () => {
    expect(() => checkConvention({ geometry: { hop: 4 } })).toThrow(/layout.frames: this field is missing/);
  });
});

describe("rangesWanted", () => {
  const facts = { rows: 1025, columns: 431 };

  it("names what nobody says: what is given, found or a producer's way need not be looked at", () => {
    expect(rangesWanted({ facts })).toEqual({ magnitude: true, phase: true });
    expect(rangesWanted({ facts: { ...facts, complex: true } })).toEqual({ magnitude: false, phase: false });
    const given = { encoding: { phase: { unit: "degrees" } } } as const;
    expect(rangesWanted({ facts, given })).toEqual({ magnitude: true, phase: false });
    const found = { encoding: { magnitude: { scale: "power" } } } as const;
    expect(rangesWanted({ facts, given, found })).toEqual({ magnitude: false, phase: false });
  });

  it("leaves out nothing that would change the resolution", () => {
    const ranges = { magnitude: { min: -80, max: 0 }, phase: { min: -180, max: 180 } };
    for (const { id } of profiles) {
      const wanted = rangesWanted({ profile: id, facts });
      const asked = {
        ...(wanted.magnitude ? { magnitude: ranges.magnitude } : {}),
        ...(wanted.phase ? { phase: ranges.phase } : {}),
      };
      const all = resolveConvention({ profile: id, facts: { ...facts, ...ranges } });
      expect(resolveConvention({ profile: id, facts: { ...facts, ...asked } })).toEqual(all);
    }
  });
});
