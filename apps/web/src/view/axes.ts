import { type FrequencyScale, frequencyTicks, timeTicks } from "@unspectro/waterfall";
import { scaleOfStretch } from "../frequency.ts";

/** What the axes of a view stand for. */
export interface AxesOf {
  readonly bins: number;
  readonly fftSize: number;
  readonly sampleRate: number;
  readonly scale: "linear" | "log" | "mel";
  /** The shares of the frequency axis at the lower and upper edge. */
  readonly bottom: number;
  readonly top: number;
  /** Seconds at the left and right edge. */
  readonly start: number;
  readonly end: number;
}

/** The frequency axis of a view. */
export function scaleOf({ bins, fftSize, sampleRate, scale, bottom, top }: AxesOf): FrequencyScale {
  return scaleOfStretch(bins, { scale, binWidth: sampleRate / fftSize }, { bottom, top });
}

/** Draws labels over a picture: frequencies at the left edge, times along the bottom. */
export function drawAxes(context: CanvasRenderingContext2D, axes: AxesOf, ratio: number): void {
  const { width, height } = context.canvas;
  const size = Math.round(11 * ratio);
  context.font = `${size}px ui-monospace, Menlo, Consolas, monospace`;
  context.textBaseline = "middle";
  context.lineWidth = 3 * ratio;
  context.lineJoin = "round";
  context.strokeStyle = "rgb(0 0 4 / 75%)";
  context.fillStyle = "#fff";
  const write = (text: string, x: number, y: number): void => {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };
  const frequency = scaleOf(axes);
  context.textAlign = "left";
  for (const { position, label } of frequencyTicks(frequency, height / (52 * ratio))) {
    const y = (1 - position) * height;
    if (y < size || y > height - 2 * size) continue;
    context.fillRect(0, Math.round(y), 5 * ratio, Math.max(1, ratio));
    write(withUnit(label, frequency.unit), 9 * ratio, y);
  }
  context.textAlign = "center";
  const time = { unit: "s", start: axes.start, end: axes.end } as const;
  for (const { position, label } of timeTicks(time, width / (90 * ratio))) {
    const x = position * width;
    if (x < 30 * ratio || x > width - 30 * ratio) continue;
    context.fillRect(Math.round(x), height - 5 * ratio, Math.max(1, ratio), 5 * ratio);
    write(label.includes(":") ? label : `${label} s`, x, height - size - 1 * ratio);
  }
}

/** `2 kHz` for `2k`. */
function withUnit(label: string, unit: string): string {
  return label.endsWith("k") ? `${label.slice(0, -1)} k${unit}` : `${label} ${unit}`;
}
