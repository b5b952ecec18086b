/** A line of a plot: y over x, in the plot's own units. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly dashed?: boolean;
}

/** One pair of axes with curves. */
export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly curves: readonly Curve[];
}

/** Size of one plot on the page, in pixels. */
export const PLOT_SIZE = { width: 720, height: 300 } as const;

/** Room around the axes for titles and labels. */
export const PLOT_MARGIN = { left: 64, right: 16, top: 34, bottom: 44 } as const;

/** Plots one above the other as one SVG document, on its own background so that it reads on dark pages too. */
export function svgOf(plots: readonly Plot[], describe: string): string {
  const { width, height } = PLOT_SIZE;
  const total = height * plots.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(describe)}</title>`,
    `<rect width="${width}" height="${total}" fill="#fff"/>`,
    ...plots.map((plot, i) => `<g transform="translate(0 ${i * height})">${drawn(plot)}</g>`),
    "</svg>",
    "",
  ].join("\n");
}

function drawn(plot: Plot): string {
  const right = PLOT_SIZE.width - PLOT_MARGIN.right;
  const bottom = PLOT_SIZE.height - PLOT_MARGIN.bottom;
  const across = scale(plot.x, PLOT_MARGIN.left, right);
  const up = scale(plot.y, bottom, PLOT_MARGIN.top);
  const columns = ticks(...plot.x).map((value) => {
    const x = rounded(across(value));
    return `<path d="M${x} ${PLOT_MARGIN.top}V${bottom}" stroke="#e4e4e8"/><text x="${x}" y="${bottom + 16}" text-anchor="middle" fill="#555">${tickLabel(value)}</text>`;
  });
  const rows = ticks(...plot.y).map((value) => {
    const y = rounded(up(value));
    return `<path d="M${PLOT_MARGIN.left} ${y}H${right}" stroke="#e4e4e8"/><text x="${PLOT_MARGIN.left - 6}" y="${y + 4}" text-anchor="end" fill="#555">${tickLabel(value)}</text>`;
  });
  const lines = plot.curves.map(
    (curve) =>
      `<path d="${path(curve, across, up, plot)}" fill="none" stroke="${curve.colour}" stroke-width="1.6" stroke-linejoin="round"${curve.dashed === true ? ' stroke-dasharray="6 4"' : ""}/>`,
  );
  const legend = plot.curves.map((curve, i) => {
    const y = PLOT_MARGIN.top + 14 + 16 * i;
    return `<path d="M${right - 150} ${y - 4}h22" stroke="${curve.colour}" stroke-width="2"${curve.dashed === true ? ' stroke-dasharray="6 4"' : ""}/><text x="${right - 122}" y="${y}" fill="#222">${escaped(curve.name)}</text>`;
  });
  return [
    `<text x="${PLOT_MARGIN.left}" y="20" font-size="14" font-weight="600" fill="#111">${escaped(plot.title)}</text>`,
    ...columns,
    ...rows,
    `<path d="M${PLOT_MARGIN.left} ${PLOT_MARGIN.top}V${bottom}H${right}" fill="none" stroke="#888"/>`,
    ...lines,
    ...legend,
    `<text x="${(PLOT_MARGIN.left + right) / 2}" y="${bottom + 36}" text-anchor="middle" fill="#333">${escaped(plot.xLabel)}</text>`,
    `<text transform="translate(16 ${(PLOT_MARGIN.top + bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#333">${escaped(plot.yLabel)}</text>`,
  ].join("");
}

function scale([from, to]: readonly [number, number], start: number, end: number): (value: number) => number {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** The curve as a path, what leaves the plot cut at its edges. */
function path(
  { x, y }: Curve,
  across: (value: number) => number,
  up: (value: number) => number,
  plot: Plot,
): string {
  const parts: string[] = [];
  for (let i = 0; i < x.length; i++) {
    if (x[i] < plot.x[0] || x[i] > plot.x[1]) continue;
    const value = Math.min(plot.y[1], Math.max(plot.y[0], y[i]));
    parts.push(`${parts.length === 0 ? "M" : "L"}${rounded(across(x[i]))} ${rounded(up(value))}`);
  }
  return parts.join("");
}

/** Three to ten round numbers from `from` to `to`. */
export function ticks(from: number, to: number): number[] {
  const rough = (to - from) / 9;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.99)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** A tick's value as it is written. */
export function tickLabel(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function rounded(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
