import {
  FormatError,
  type FrameSource,
  type Numbers,
  type PictureLayout,
  type ReadOptions,
} from "@unspectro/core/plugin";
import { invertColours } from "./colours.ts";
import { cut, findPlot } from "./crop.ts";
import type { Picture } from "./picture.ts";

/** The picture as an array of its rows, top row first: grey levels, or positions along its colour map. */
export function pictureSource(picture: Picture, layout: PictureLayout, file: string): FrameSource {
  const notes: string[] = [];
  let part = picture;
  if (layout.crop !== undefined) {
    const box = layout.crop === "auto" ? findPlot(picture) : layout.crop;
    part = cut(picture, box, file);
    notes.push(
      `cropped to ${box.width} x ${box.height} pixels at ${box.left}, ${box.top} of ${picture.width} x ${picture.height}`,
    );
  }
  let values: ArrayLike<number> = part.samples;
  const inverted = !part.grey || (layout.colourMap !== undefined && layout.colourMap !== "grey");
  if (inverted) {
    const found = invertColours(part, layout.colourMap, file);
    values = found.values;
    notes.push(`colours read as ${found.fit.name}, ${found.fit.distance.toFixed(1)} steps off on average`);
  }
  notes.push("the top row is the first row of the array: most pictures have the highest frequency there");
  return arraySource(
    values,
    part,
    inverted ? "float32" : part.white === 255 ? "uint8" : "uint16",
    notes,
    file,
  );
}

function arraySource(
  values: ArrayLike<number>,
  { width, height }: Picture,
  element: FrameSource["element"],
  notes: readonly string[],
  file: string,
): FrameSource {
  let closed = false;
  return {
    format: "png",
    name: file,
    frames: height,
    bins: width,
    channels: 1,
    element,
    complex: false,
    shape: [height, width],
    frameAxis: 0,
    blockFrames: height,
    partialRecords: true,
    notes,
    read(start: number, count: number, into: Numbers, options: ReadOptions = {}): number {
      if (closed) throw new FormatError("closed", "the picture was closed before it was read", { file });
      if (options.signal?.aborted) throw new FormatError("aborted", "reading was stopped", { file });
      const first = options.firstBin ?? 0;
      const bins = options.binCount ?? width - first;
      const rows = Math.max(0, Math.min(count, height - start));
      if (into.length < rows * bins)
        throw new RangeError(`${rows} x ${bins} numbers do not fit into ${into.length}`);
      for (let row = 0; row < rows; row++)
        for (let bin = 0; bin < bins; bin++)
          into[row * bins + bin] = values[(start + row) * width + first + bin];
      return rows;
    },
    close() {
      closed = true;
    },
  };
}
