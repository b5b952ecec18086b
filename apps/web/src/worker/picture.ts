import { blobSink } from "@unspectro/io/web";
import { type ColourMapName, colour, createWaterfall, withAxes, writePng } from "@unspectro/waterfall";
import { axisOf } from "../frequency.ts";
import type { PictureRequest } from "../protocol.ts";
import { breathe } from "./breathe.ts";
import type { Desk } from "./desk.ts";

/** The frames in view as a PNG with axes. */
export async function drawPicture(desk: Desk, request: PictureRequest): Promise<Blob> {
  const { source, request: look } = desk.pyramid!;
  const { hop, fftSize } = look.convention.geometry;
  const first = Math.max(0, Math.floor(request.from));
  const frames = Math.max(1, Math.min(source.frames, Math.ceil(request.to)) - first);
  const step = hop / request.sampleRate;
  const waterfall = createWaterfall({
    frames,
    bins: source.bins,
    width: request.width,
    height: request.height,
    frequency: axisOf(source.bins, { scale: look.scale, binWidth: request.sampleRate / fftSize }, request),
    time: { step, start: first * step },
  });
  const block = new Float32Array(source.blockFrames * source.bins);
  for (let at = 0; at < frames; at += source.blockFrames) {
    const count = Math.min(source.blockFrames, frames - at);
    await source.read(first + at, count, block);
    waterfall.push(block, count);
    await breathe();
  }
  const levels = waterfall.levels();
  const { map, high, range } = request;
  const picture = withAxes(colour(levels, { map: map as ColourMapName, high, range }), levels);
  const sink = blobSink("spectrogram.png", "image/png");
  await writePng(picture, sink);
  sink.close();
  return sink.blob();
}
