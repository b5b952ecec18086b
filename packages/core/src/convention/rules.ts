import { ConventionError } from "../contract/errors.ts";
import { storedBins } from "../transform/bins.ts";
import { lengthsOf } from "../transform/counts.ts";
import { makeWindow } from "../windows/index.ts";
import type { Convention } from "./convention.ts";

/** The largest FFT and window that are taken for meant: 2^24 samples are six minutes in one frame. */
const LARGEST_SIZE = 2 ** 24;

/**
 * Fields that are right one by one may contradict each other: this finds it.
 *
 * @throws ConventionError `bad-convention`
 */
export function checkRules(convention: Convention): void {
  const { layout, encoding, geometry } = convention;
  const { fftSize, hop, window } = geometry;
  if (fftSize > LARGEST_SIZE) {
    fail("geometry.fftSize", "no FFT of audio is that large", `at most ${LARGEST_SIZE}`, `${fftSize}`);
  }
  if (window.length > LARGEST_SIZE) {
    fail("geometry.window.length", "no window is that long", `at most ${LARGEST_SIZE}`, `${window.length}`);
  }
  makeWindow(window);
  if (hop > LARGEST_SIZE || hop > 64 * Math.max(fftSize, window.length)) {
    fail(
      "geometry.hop",
      "a hop this much longer than the window leaves nothing to hear",
      `about ${fftSize / 4}`,
      `${hop}`,
    );
  }
  if (layout.sides !== "one" && (layout.dropped.length > 0 || layout.cutTop > 0)) {
    fail(
      layout.dropped.length > 0 ? "layout.dropped" : "layout.cutTop",
      "bins can only be missing from a one-sided spectrum",
      "nothing missing, or layout.sides one",
      layout.sides,
    );
  }
  if (new Set(layout.dropped).size < layout.dropped.length) {
    fail("layout.dropped", "a bin can be dropped once", "each bin once", layout.dropped.join(", "));
  }
  if (layout.dropped.includes("nyquist") && fftSize % 2 === 1) {
    fail("layout.dropped", "an odd FFT size has no Nyquist bin to drop", "an even FFT size", `${fftSize}`);
  }
  if (storedBins(layout, fftSize) < 1) {
    fail(
      "layout.cutTop",
      "no bin is left",
      `fewer than ${Math.floor(fftSize / 2) + 1} missing`,
      `${layout.cutTop}`,
    );
  }
  if ((geometry.padding === "circular") !== (geometry.tail === "circular")) {
    fail(
      "geometry.tail",
      "circular padding and a circular tail belong together",
      "both or neither",
      geometry.tail,
    );
  }
  if (encoding.phase.difference === "time" && geometry.padding === "circular") {
    fail(
      "encoding.phase.difference",
      "circular audio has no first frame to begin the sum with",
      "none",
      "time",
    );
  }
}

/**
 * Whether `frames` stored frames of `bins` numbers can be of this convention.
 *
 * @throws ConventionError `does-not-fit`
 */
export function checkFit(convention: Convention, frames: number, bins: number): void {
  const { layout, geometry } = convention;
  const expected = storedBins(layout, geometry.fftSize);
  if (expected !== bins) {
    throw new ConventionError(
      "does-not-fit",
      "geometry.fftSize",
      "the FFT size does not fit the bins in the file",
      {
        expected: `${expected} bins (FFT size ${geometry.fftSize}, ${layout.sides}-sided)`,
        found: `${bins}`,
        advice: `${bins} bins suit an FFT size of ${sizesFor(bins)}; or the array lies the other way (rows, columns)`,
      },
    );
  }
  const most = lengthsOf(convention, frames).most + geometry.fftSize + geometry.window.length + geometry.hop;
  if ((geometry.length ?? 0) > most) {
    throw new ConventionError("does-not-fit", "geometry.length", "the audio cannot be that long", {
      expected: `at most about ${lengthsOf(convention, frames).most} samples from ${frames} frames`,
      found: `${geometry.length}`,
      advice: "check the length and the hop",
    });
  }
}

/** What is legal but worth a word. */
export function cautions({ encoding, geometry }: Convention): string[] {
  const { hop, window, fftSize } = geometry;
  const words: string[] = [];
  if (hop > window.length) {
    words.push(
      `the hop (${hop}) is longer than the window (${window.length}): ${hop - window.length} samples after every frame are not in the file and become silence`,
    );
  }
  if (encoding.detrend === "frame-mean" && hop >= window.length) {
    words.push("each frame's mean was removed, and without overlap it cannot be recovered");
  }
  if (window.length > fftSize && geometry.padding !== "circular") {
    words.push(
      `the window (${window.length}) is longer than the FFT (${fftSize}) and folds into it: exact inside, less so near the ends`,
    );
  }
  return words;
}

function sizesFor(bins: number): string {
  return `${2 * (bins - 1)} or ${2 * bins - 1} (one-sided), ${2 * bins} (one edge bin dropped) or ${bins} (two-sided)`;
}

function fail(field: string, what: string, expected: string, found: string): never {
  throw new ConventionError("bad-convention", field, what, { expected, found });
}
