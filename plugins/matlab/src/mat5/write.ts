import {
  type ArrayToWrite,
  type BinaryElement,
  type ByteSink,
  ELEMENT_BYTES,
  FormatError,
  type FrameSource,
  throwIfAborted,
  type WriteOptions,
  writeRecords,
} from "@unspectro/core/plugin";
import { columnsAlong } from "../lines-along.ts";
import { variableNames } from "../names.ts";
import { join, padded, tag, words } from "./bytes.ts";
import { CLASS_ELEMENT, FLAG, MI, STORED_AS } from "./elements.ts";
import { packedSink } from "./packed-sink.ts";
import { partOf } from "./part.ts";

const HEADER_TEXT_BYTES = 116;
const HEADER_BYTES = 128;
/** Sizes are 32 bits, and MATLAB reads variables up to 2 GiB. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Writes a MAT-file of version 5, as `save -v6` does, or `-v7` with `compress`. Arrays are stored column after column;
 * channels become the third dimension.
 *
 * @throws FormatError `not-writable` for names that MATLAB does not allow and variables of 2 GiB or more; `aborted`
 */
export async function writeMat5(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  const names = variableNames(arrays, sink.name);
  const plans = arrays.map(({ source }, at) => planVariable(names[at], source, sink.name, options));
  throwIfAborted(options.signal, sink.name);
  await sink.write(fileHeader());
  let position = HEADER_BYTES;
  for (const plan of plans) {
    if (options.compress) position += await packedSink(sink, position, plan.write);
    else {
      await plan.write(sink);
      position += plan.size;
    }
  }
}

interface VariablePlan {
  /** Bytes of its element, tag included. */
  readonly size: number;
  write(sink: ByteSink): Promise<void>;
}

function planVariable(name: string, source: FrameSource, file: string, options: WriteOptions): VariablePlan {
  const element = chooseElement(source, options);
  const frameAxis = options.frameAxis ?? 0;
  const { frames, bins, channels, complex } = source;
  const matrix = frameAxis === 0 ? [frames, bins] : [bins, frames];
  const shape = channels > 1 ? [...matrix, channels] : matrix;
  const numbers = shape.reduce((product, length) => product * length, ELEMENT_BYTES[element]);
  const parts = complex ? 2 : 1;
  const head = variableHeader(name, shape, element, complex);
  const size = 8 + head.length + parts * (8 + padded(numbers));
  if (size > MOST_BYTES) {
    throw new FormatError("not-writable", "a variable of this version is smaller than 2 GiB", {
      file: `${file}:${name}`,
      found: `${size} bytes`,
      advice: "write HDF5, which MATLAB reads too, or .npy",
    });
  }
  return {
    size,
    async write(sink) {
      await sink.write(join(tag(MI.matrix, size - 8), head));
      const columns = columnsAlong(source, frameAxis);
      for (let part = 0; part < parts; part++) {
        await sink.write(tag(codeOf(STORED_AS, element), numbers));
        const storage = { element, littleEndian: true, signal: options.signal };
        await writeRecords(complex ? partOf(columns, part) : columns, sink, storage);
        await sink.write(new Uint8Array(padded(numbers) - numbers));
      }
    },
  };
}

/** Half floats and text have no class of their own in MATLAB. */
function chooseElement(source: FrameSource, options: WriteOptions): BinaryElement {
  const wanted = options.element ?? source.element;
  if (wanted === "text") return "float64";
  return wanted === "float16" ? "float32" : wanted;
}

function fileHeader(): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES).fill(0x20, 0, HEADER_TEXT_BYTES);
  header.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, written by unspectro"));
  header.set([0, 1, 0x49, 0x4d], HEADER_BYTES - 4);
  return header;
}

/** Array flags, dimensions, name. */
function variableHeader(
  name: string,
  shape: readonly number[],
  element: BinaryElement,
  complex: boolean,
): Uint8Array {
  const kind = codeOf(CLASS_ELEMENT, element) | ((complex ? FLAG.complex : 0) << 8);
  const letters = new TextEncoder().encode(name);
  return join(
    tag(MI.uint32, 8),
    words(kind, 0),
    tag(MI.int32, 4 * shape.length),
    words(...shape, ...(shape.length % 2 === 1 ? [0] : [])),
    tag(MI.int8, letters.length),
    letters,
    new Uint8Array(padded(letters.length) - letters.length),
  );
}

function codeOf(codes: ReadonlyMap<number, string>, element: string): number {
  for (const [code, name] of codes) if (name === element) return code;
  throw new FormatError("not-writable", `MATLAB has no numbers of type ${element}`);
}
