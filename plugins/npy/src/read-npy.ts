import {
  type ArrayInfo,
  axisRoles,
  type ByteSource,
  type FrameSource,
  isUnspectroError,
  type MaybePromise,
  type OpenOptions,
  stridedSource,
} from "@unspectro/core/plugin";
import { headerDtype, readHeader } from "./header.ts";

/** Opens the .npy that `bytes` hold. `name` says what it is to a user; `release` frees what it lies in. */
export async function openNpy(
  bytes: ByteSource,
  name: string,
  { signal, vector = false }: OpenOptions,
  release?: () => MaybePromise<void>,
): Promise<FrameSource> {
  const header = await readHeader(bytes, name, signal);
  const dtype = headerDtype(header, name);
  const { dataOffset: offset, order } = header;
  const shape = vector && header.shape.length === 1 ? [1, ...header.shape] : header.shape;
  return stridedSource({
    format: "npy",
    name,
    bytes,
    offset,
    shape,
    order,
    ...dtype,
    ...(release === undefined ? {} : { release }),
  });
}

/** What the .npy that `bytes` hold is, without its data. */
export async function describeNpy(
  bytes: ByteSource,
  file: string,
  array: string,
  signal?: AbortSignal,
): Promise<ArrayInfo> {
  const header = await readHeader(bytes, file, signal);
  const { shape } = header;
  try {
    const { element, complex } = headerDtype(header, file);
    const info = { name: array, shape, element, complex };
    const refusal = reason(() => axisRoles(shape, file, { complex }));
    return refusal === undefined ? info : { ...info, refusal };
  } catch (error) {
    if (!isUnspectroError(error)) throw error;
    return {
      name: array,
      shape,
      element: "text",
      complex: false,
      refusal: error.facts.what ?? error.message,
    };
  }
}

function reason(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (isUnspectroError(error)) return error.facts.what;
    throw error;
  }
}
