/** Colours, or their absence. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

const as =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

/** For terminals. */
export const colours: Style = {
  bold: as(1, 22),
  dim: as(2, 22),
  red: as(31, 39),
  yellow: as(33, 39),
  green: as(32, 39),
};

const same = (text: string): string => text;

/** For files, pipes and whoever sets NO_COLOR. */
export const plain: Style = { bold: same, dim: same, red: same, yellow: same, green: same };
