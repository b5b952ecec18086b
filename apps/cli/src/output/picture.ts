import { alignMagnitudes, type Convention } from "@unspectro/core";
import type { FrameSource, Numbers } from "@unspectro/core/plugin";
import { fileSink } from "@unspectro/io/node";
import { type AmplitudeDecoder, amplitudeDecoder } from "@unspectro/retrieval";
import type { Levels, TerminalColours, Waterfall } from "@unspectro/waterfall";
import type { Context } from "../context.ts";
import type { PictureWishes } from "../options/picture.ts";

/** What to draw, and how its numbers are to be understood. */
export interface PictureJob {
  readonly source: FrameSource;
  readonly convention: Convention;
  /** Where the numbers are not the bins of the convention (mel bands). */
  readonly decoder?: AmplitudeDecoder;
  readonly title: string;
}

/** Pixels of a picture in a file. */
const WIDTH = 1600;
const HEIGHT = 512;
/** Lines of a picture in a terminal, and its columns where the terminal does not say. */
const LINES = 20;
const COLUMNS = 80;

/**
 * Draws the magnitudes of a file of any length, in the memory of the picture: one more pass over the file.
 *
 * @throws IoError, FormatError
 */
export async function drawPicture(
  job: PictureJob,
  wishes: PictureWishes,
  { talk, signal }: Context,
): Promise<void> {
  const { path, preview } = wishes;
  const waterfall = await import("@unspectro/waterfall");
  const look = { map: wishes.map, range: wishes.range };
  if (path !== undefined) {
    const levels = await levelsOf(job, { width: WIDTH, height: HEIGHT, wishes }, signal);
    const picture = waterfall.colour(levels, look);
    const sink = fileSink(path);
    try {
      if (path.toLowerCase().endsWith(".svg")) {
        await sink.write(
          new TextEncoder().encode(await waterfall.svgPicture(picture, levels, { title: job.title })),
        );
      } else await waterfall.writePng(waterfall.withAxes(picture, levels), sink);
      await sink.close();
    } catch (error) {
      await sink.abort();
      throw error;
    }
    talk.say(`  ${path}  ${job.title}, drawn`);
  }
  if (!preview) return;
  const width = Math.max(20, (process.stderr.columns ?? COLUMNS) - 4);
  const levels = await levelsOf(job, { width, height: 2 * LINES, wishes }, signal);
  talk.say();
  for (const line of waterfall.terminalPicture(levels, terminalColours(), look)) talk.say(`  ${line}`);
}

/** The first channel's frames, decoded and reduced. */
export async function levelsOf(
  { source, convention, decoder: given }: PictureJob,
  {
    width,
    height,
    wishes,
  }: { readonly width: number; readonly height: number; readonly wishes: PictureWishes },
  signal: AbortSignal,
): Promise<Levels> {
  const { createWaterfall } = await import("@unspectro/waterfall");
  const decoder = given ?? amplitudeDecoder(convention);
  const stored = alignMagnitudes(source, convention, { bins: given === undefined ? "stored" : "any" });
  const { hop, fftSize, sampleRate } = convention.geometry;
  const waterfall: Waterfall = createWaterfall({
    frames: stored.frames,
    bins: decoder.bins,
    width,
    height,
    frequency: {
      scale: wishes.frequency,
      ...(sampleRate ? { binWidth: sampleRate / fftSize } : {}),
    },
    ...(sampleRate ? { time: { step: hop / sampleRate } } : {}),
  });
  const { blockFrames, complex } = stored;
  const block = new Float64Array(blockFrames * decoder.stored * (complex ? 2 : 1));
  const amplitudes = new Float64Array(blockFrames * decoder.bins);
  for (let first = 0; first < stored.frames; first += blockFrames) {
    const count = Math.min(blockFrames, stored.frames - first);
    await stored.read(0, first, count, block, undefined, signal);
    for (let i = 0; i < count; i++) {
      const into = amplitudes.subarray(i * decoder.bins, (i + 1) * decoder.bins);
      if (complex) modulus(block, i * decoder.stored, into);
      else decoder.decode(block, i, into);
    }
    waterfall.push(amplitudes, count);
  }
  return waterfall.levels();
}

/** The moduli of one complex frame; a two-sided spectrum shows its first half. */
function modulus(pairs: Numbers, at: number, into: Float64Array): void {
  for (let k = 0; k < into.length; k++)
    into[k] = Math.hypot(pairs[2 * (at + k)] ?? 0, pairs[2 * (at + k) + 1] ?? 0);
}

function terminalColours(): TerminalColours {
  if (process.env.NO_COLOR || !process.stderr.isTTY) return "none";
  return process.stderr.hasColors?.(2 ** 24) ? "true" : process.stderr.hasColors?.(256) ? "256" : "none";
}
