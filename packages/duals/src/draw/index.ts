/** Pictures of windows and their duals, as SVG or as plots to be drawn otherwise. */
export { type DrawnDual, drawDuals, dualPlots } from "./dual.ts";
export { type Curve, PLOT_MARGIN, PLOT_SIZE, type Plot, tickLabel, ticks } from "./plot.ts";
