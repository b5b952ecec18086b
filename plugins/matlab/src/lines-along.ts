import { type FrameSource, matrixAxes, orient } from "@unspectro/core/plugin";

/** The source so that its records are the rows of the matrix to write: frames x bins (0) or bins x frames (1). */
export function linesAlong(source: FrameSource, frameAxis: 0 | 1): FrameSource {
  return frameAxis === 0 ? source : turned(source);
}

/** The source so that its records are the columns of that matrix, which are what MATLAB stores one after the other. */
export function columnsAlong(source: FrameSource, frameAxis: 0 | 1): FrameSource {
  return frameAxis === 1 ? source : turned(source);
}

function turned(source: FrameSource): FrameSource {
  const [row, column] = matrixAxes(source);
  return orient(source, source.frameAxis === row ? column : row);
}
