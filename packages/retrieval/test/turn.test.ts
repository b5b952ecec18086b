import { describe, expect, test } from "vitest";
import { binsOf, makePasses, type Passes, randomNumbers, referenceTransform } from "../src/index.ts";
import { turnTowards } from "../src/repair/turn.ts";
import { amplitudes, framesOf, hannGrid, snr, sound, spectraOf } from "./sound.ts";

const grid = hannGrid(256, 64, 300);
const bins = binsOf(grid);
const audio = sound(grid);
const spectra = spectraOf(grid, audio);
const magnitudes = amplitudes(spectra);
const random = randomNumbers(3);
const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const phases = Float64Array.from(
  magnitudes,
  (_, i) => Math.atan2(spectra[2 * i + 1], spectra[2 * i]) + 0.5 * gauss(),
);
const reach = { windows: 4, bins: 30 };

/** The sound with the phases of each frame turned by an angle, as consistent as can be. */
function turned(angleOf: (frame: number) => number): Passes {
  const passes = makePasses(referenceTransform(grid));
  passes.start((frame, spectrum, at) => {
    framesOf(spectra, bins)(frame, spectrum, at);
    const [cos, sin] = [Math.cos(angleOf(frame)), Math.sin(angleOf(frame))];
    for (let k = at; k < at + 2 * bins; k += 2) {
      const [x, y] = [spectrum[k], spectrum[k + 1]];
      spectrum[k] = x * cos - y * sin;
      spectrum[k + 1] = x * sin + y * cos;
    }
  });
  return passes;
}

describe("turning towards noisy phases", () => {
  test.each([
    ["one angle", () => -0.13],
    ["an angle that drifts", (frame: number) => 0.3 * Math.sin(frame / 60)],
  ])("takes back %s, which magnitudes hardly show", (_, angleOf) => {
    const passes = turned(angleOf);
    const before = snr(audio, passes.signal, 256);
    turnTowards(passes, { grid, magnitudes, phases }, reach);
    expect(before).toBeLessThan(20);
    expect(snr(audio, passes.signal, 256)).toBeGreaterThan(before + 8);
  });

  test("leaves alone what is right to within the noise", () => {
    const passes = turned(() => 0);
    turnTowards(passes, { grid, magnitudes, phases }, reach);
    expect(snr(audio, passes.signal, 256)).toBeGreaterThan(32);
  });

  test("silence stays silence", () => {
    const passes = makePasses(referenceTransform(grid));
    turnTowards(passes, { grid, magnitudes: magnitudes.map(() => 0), phases }, reach);
    expect(passes.signal.every((sample) => sample === 0)).toBe(true);
  });
});
