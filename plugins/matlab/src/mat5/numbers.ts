import {
  type ArrayInfo,
  type ByteSource,
  ELEMENT_BYTES,
  type FrameSource,
  type MaybePromise,
  readExactly,
  type StridedPart,
  stridedSource,
} from "@unspectro/core/plugin";
import { type Element, readTag, STORED_AS, TAG_BYTES } from "./elements.ts";
import { badMatrix } from "./matrix.ts";

/** Where a variable's numbers are. */
export interface NumbersPlace {
  readonly bytes: ByteSource;
  /** The place of the real parts' tag. */
  readonly offset: number;
  readonly littleEndian: boolean;
  /** What the user knows as the file. */
  readonly file: string;
}

/**
 * Opens the numbers of a variable as frames: columns are records, as MATLAB stores them, further dimensions are channels,
 * imaginary parts lie in a plane of their own behind the real ones.
 *
 * @throws FormatError `bad-header`, `truncated`, `aborted`
 */
export async function openNumbers(
  place: NumbersPlace,
  info: ArrayInfo,
  release?: () => MaybePromise<void>,
  signal?: AbortSignal,
): Promise<FrameSource> {
  const { bytes, offset, file } = place;
  const real = await readPart(place, offset, info, signal);
  const imaginary = info.complex ? await readPart(place, real.next, info, signal) : undefined;
  const source = stridedSource({
    format: "matlab",
    name: `${file}:${info.name}`,
    shape: info.shape,
    order: "columns",
    channels: "last",
    ...real.part,
    bytes,
    ...(imaginary === undefined ? {} : { imaginary: imaginary.part }),
    ...(release === undefined ? {} : { release }),
    notes:
      real.part.element === info.element
        ? []
        : [`stored as ${real.part.element}, which holds all its values`],
  });
  return source.element === info.element ? source : { ...source, element: info.element };
}

async function readPart(
  { bytes, littleEndian, file }: NumbersPlace,
  offset: number,
  info: ArrayInfo,
  signal?: AbortSignal,
): Promise<{ part: StridedPart; next: number }> {
  const head = new Uint8Array(TAG_BYTES);
  await readExactly(bytes, offset, head, signal);
  const tag: Element = readTag(new DataView(head.buffer), 0, littleEndian, offset);
  const element = STORED_AS.get(tag.type);
  if (element === undefined) throw badMatrix(file, offset, `numbers of type ${tag.type}`);
  const expected = info.shape.reduce((product, length) => product * length, ELEMENT_BYTES[element]);
  if (tag.size !== expected)
    throw badMatrix(file, offset, `${tag.size} bytes of numbers instead of ${expected}`);
  return { part: { bytes, offset: tag.offset, element, littleEndian }, next: tag.next };
}
