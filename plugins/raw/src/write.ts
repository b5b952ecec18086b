import {
  type ArrayToWrite,
  type ByteSink,
  FormatError,
  orient,
  otherAxis,
  throwIfAborted,
  type WriteOptions,
  writeRecords,
} from "@unspectro/core/plugin";

/**
 * Appends the numbers and nothing else. Frames x bins in C order, or bins x frames in Fortran order, are the same
 * bytes: records one after another; with `order` they can be had as `ndarray.tofile` writes a bins x frames array.
 *
 * @throws FormatError `not-writable` for several arrays or channels, which nobody could tell apart afterwards
 */
export async function writeRaw(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  throwIfAborted(options.signal, sink.name);
  const [array] = arrays;
  const refuse = (found: string): FormatError =>
    new FormatError("not-writable", "a headerless file holds one matrix", {
      file: sink.name,
      found,
      advice: "write .npy or .npz instead",
    });
  if (array === undefined || arrays.length > 1) throw refuse(`${arrays.length} arrays`);
  const { source } = array;
  if (source.channels > 1) throw refuse(`${source.channels} channels`);
  const frameAxis = options.frameAxis ?? 0;
  const order = options.order ?? (frameAxis === 1 ? "columns" : "rows");
  const together = (order === "rows") === (frameAxis === 0);
  const element = options.element ?? source.element;
  await writeRecords(together ? source : orient(source, otherAxis(source)), sink, {
    element: element === "text" ? "float64" : element,
    littleEndian: options.littleEndian ?? true,
    signal: options.signal,
  });
}
