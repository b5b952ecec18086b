/** Pictures of windows and their duals, as SVG. */
export { type DrawnDual, drawDuals } from "./dual.ts";
