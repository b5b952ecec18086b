import { type FrameSource, framesOfArray, type PictureLayout } from "@unspectro/core/plugin";
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
  let values: Float32Array | Uint8Array | Uint16Array = part.samples;
  const inverted = !part.grey || (layout.colourMap !== undefined && layout.colourMap !== "grey");
  if (inverted) {
    const found = invertColours(part, layout.colourMap, file);
    values = found.values;
    notes.push(`colours read as ${found.fit.name}, ${found.fit.distance.toFixed(1)} steps off on average`);
  }
  notes.push("the top row is the first row of the array: most pictures have the highest frequency there");
  return framesOfArray(values, [part.height, part.width], { name: file, format: "png", notes });
}
