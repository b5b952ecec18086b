import { FormatError, type PixelBox } from "@unspectro/core/plugin";
import type { Picture } from "./picture.ts";

/** A line of pixels belongs to the plot when at least this share of it differs from the margin's colour. */
const PLOT_SHARE = 0.5;

/** Axes are drawn with lines up to this many pixels thick. */
const THICKEST_AXIS = 3;

/**
 * The spectrogram inside a figure: the widest run of columns, then of rows, that are mostly not the margin's colour
 * (that of the top left pixel), without the axes' frame. Titles, tick labels and a colour bar beside it fall away.
 */
export function findPlot(picture: Picture): PixelBox {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const columns = widestRun(picture.width, (x) => inkShare(picture, { ...whole, left: x, width: 1 }));
  if (columns === undefined) return whole;
  const band = { ...whole, left: columns.from, width: columns.to - columns.from };
  const rows = widestRun(picture.height, (y) => inkShare(picture, { ...band, top: y, height: 1 }));
  if (rows === undefined) return whole;
  return trimFrame(picture, { ...band, top: rows.from, height: rows.to - rows.from });
}

/** Cuts a box out of a picture. @throws FormatError `bad-shape` when it reaches outside */
export function cut(picture: Picture, box: PixelBox, file: string): Picture {
  const { left, top, width, height } = box;
  const inside =
    [left, top, width, height].every(Number.isInteger) &&
    left >= 0 &&
    top >= 0 &&
    width > 0 &&
    height > 0 &&
    left + width <= picture.width &&
    top + height <= picture.height;
  if (!inside)
    throw new FormatError("bad-shape", "the crop reaches outside the picture", {
      file,
      expected: `inside ${picture.width} x ${picture.height} pixels`,
      found: `${width} x ${height} pixels at ${left}, ${top}`,
    });
  const per = picture.grey ? 1 : 3;
  const samples =
    picture.white === 255 ? new Uint8Array(per * width * height) : new Uint16Array(per * width * height);
  for (let y = 0; y < height; y++) {
    const from = per * ((top + y) * picture.width + left);
    samples.set(picture.samples.subarray(from, from + per * width), per * y * width);
  }
  return { ...picture, width, height, samples };
}

function inkShare(picture: Picture, box: PixelBox): number {
  let ink = 0;
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++)
      if (!samePixel(picture, y * picture.width + x, 0)) ink++;
  return ink / (box.width * box.height);
}

function widestRun(count: number, share: (at: number) => number): { from: number; to: number } | undefined {
  let most = 0;
  const shares = Array.from({ length: count }, (_, at) => {
    const value = share(at);
    most = Math.max(most, value);
    return value;
  });
  if (most === 0) return undefined;
  let best = { from: 0, to: 0 };
  for (let from = 0; from < count; from++) {
    if (shares[from] < PLOT_SHARE * most) continue;
    let to = from;
    while (to < count && shares[to] >= PLOT_SHARE * most) to++;
    if (to - from > best.to - best.from) best = { from, to };
    from = to;
  }
  return best;
}

/** Drops border lines of one single dark or light colour that the next line inside does not have. */
function trimFrame(picture: Picture, box: PixelBox): PixelBox {
  let { left, top, width, height } = box;
  const row = (y: number) => uniform(picture, { left, top: y, width, height: 1 });
  const column = (x: number) => uniform(picture, { left: x, top, width: 1, height });
  /** Lines to drop from one side: up to the thickest axis, and none if the picture is as flat further in (silence). */
  const frame = (flat: (depth: number) => boolean, room: number): number => {
    if (room <= THICKEST_AXIS + 1 || flat(THICKEST_AXIS)) return 0;
    let depth = 0;
    while (flat(depth)) depth++;
    return depth;
  };
  const above = frame((depth) => row(top + depth), height);
  const below = frame((depth) => row(top + height - 1 - depth), height - above);
  top += above;
  height -= above + below;
  const before = frame((depth) => column(left + depth), width);
  const after = frame((depth) => column(left + width - 1 - depth), width - before);
  left += before;
  width -= before + after;
  return { left, top, width, height };
}

function uniform(picture: Picture, box: PixelBox): boolean {
  const first = box.top * picture.width + box.left;
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++)
      if (!samePixel(picture, y * picture.width + x, first)) return false;
  return true;
}

function samePixel(picture: Picture, a: number, b: number): boolean {
  const { samples, grey } = picture;
  if (grey) return samples[a] === samples[b];
  return (
    samples[3 * a] === samples[3 * b] &&
    samples[3 * a + 1] === samples[3 * b + 1] &&
    samples[3 * a + 2] === samples[3 * b + 2]
  );
}
