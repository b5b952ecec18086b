import {
  type BinaryElement,
  type ByteSink,
  ELEMENT_BYTES,
  FormatError,
  type FrameSource,
  fitsFloat32,
  orient,
  otherAxis,
  throwIfAborted,
  type WriteOptions,
  writeRecords,
} from "@unspectro/core/plugin";
import { writeDtype } from "./dtype.ts";
import { writeHeader } from "./header.ts";

/** A .npy file before it is written. */
export interface NpyPlan {
  readonly header: Uint8Array;
  /** Bytes of header and data. */
  readonly size: number;
  /** Appends header and data. */
  write(sink: ByteSink): Promise<void>;
}

/**
 * Decides how a source becomes a .npy. Frames x bins in C order, or bins x frames in Fortran order, keep records
 * together and stream; the other two orders turn the source on the way.
 *
 * @throws FormatError `not-writable` for complex integers, which NumPy has not
 */
export function planNpy(source: FrameSource, file: string, options: WriteOptions = {}): NpyPlan {
  const frameAxis = options.frameAxis ?? 0;
  const stereo = source.channels > 1;
  const order = options.order ?? (frameAxis === 1 && !stereo ? "columns" : "rows");
  const element = chooseElement(source, options);
  const descr = writeDtype(element, source.complex);
  if (descr === undefined)
    throw new FormatError("not-writable", `NumPy has no complex numbers made of ${element}`, {
      file,
      expected: "float32 or float64",
      advice: "leave the element out",
    });
  const matrix = frameAxis === 0 ? [source.frames, source.bins] : [source.bins, source.frames];
  const shape = stereo ? [source.channels, ...matrix] : matrix;
  const header = writeHeader(descr, order, shape);
  const cells = shape.reduce((product, length) => product * length, source.complex ? 2 : 1);
  const size = header.length + cells * ELEMENT_BYTES[element];
  if (!Number.isSafeInteger(size))
    throw new FormatError("not-writable", "the array is too large for any file", {
      file,
      found: `${size} bytes`,
    });
  return {
    header,
    size,
    async write(sink) {
      throwIfAborted(options.signal, sink.name);
      await sink.write(header);
      const together = (order === "rows") === (frameAxis === 0);
      const laid = together ? source : orient(source, otherAxis(source));
      await writeRecords(laid, sink, {
        element,
        littleEndian: true,
        interleave: stereo && order === "columns",
        signal: options.signal,
      });
    },
  };
}

function chooseElement(source: FrameSource, options: WriteOptions): BinaryElement {
  const wanted = options.element ?? source.element;
  if (wanted === "text") return "float64";
  if (options.element !== undefined || !source.complex || wanted === "float32" || wanted === "float64")
    return wanted;
  return fitsFloat32(wanted) ? "float32" : "float64";
}
