import {
  type ByteSource,
  FormatError,
  type FormatPlugin,
  type OpenOptions,
  PROBE_BYTES,
  throwIfAborted,
} from "@unspectro/core/plugin";
import { isAscii, openAscii } from "./ascii.ts";
import { isMat4, readMat4 } from "./mat4.ts";
import { mat5Order, readMat5 } from "./mat5/read.ts";
import { readOctave } from "./octave/read.ts";
import { chooseVariable, type Variable } from "./variable.ts";
import { writeMatlab } from "./write.ts";

/**
 * What MATLAB and Octave save: MAT-files of version 4, 5 (`-v6`) and 7 (compressed: unpacked once into `scratch`, or into
 * memory up to 256 MiB), Octave's text (`save -text`), and `save -ascii`. Cells, structs, objects, text and sparse
 * arrays are listed, and refused. Version 7.3 is HDF5, which `@unspectro/hdf5` reads.
 *
 * Writes MAT-files of version 5, compressed with `compress`; Octave's text where the sink's name ends in `.txt`, and
 * `save -ascii`'s where it ends in `.asc`.
 *
 * @example
 * ```ts
 * import { matlab } from "@unspectro/matlab";
 *
 * console.log(matlab.probe(new TextEncoder().encode("# Created by Octave 7.3.0\n"), "spectrogram")); // 1
 * ```
 */
export const matlab: FormatPlugin = {
  id: "matlab",
  title: "MATLAB and Octave (.mat, save -ascii, save -text)",
  extensions: ["mat"],
  probe(head) {
    const kind = kindOf(head);
    return kind === undefined || kind === "7.3" ? 0 : SURE[kind];
  },
  async list(bytes, options = {}) {
    const kind = await findKind(bytes, options);
    if (kind !== "ascii") return (await readVariables(bytes, kind, options)).map(({ info }) => info);
    const source = await openAscii(bytes, options);
    const { shape, element, complex } = source;
    await source.close();
    return [{ name: "", shape, element, complex }];
  },
  async open(bytes, options = {}) {
    const kind = await findKind(bytes, options);
    if (kind === "ascii") return openAscii(bytes, options);
    const variables = await readVariables(bytes, kind, options);
    return chooseVariable(variables, bytes, options.array).open(options);
  },
  write: writeMatlab,
};

type Kind = "little" | "big" | "4" | "octave" | "ascii";

/** The first two have signatures; a version 4 header has none, but is hardly met by chance. */
const SURE: Readonly<Record<Kind, number>> = { little: 1, big: 1, octave: 1, "4": 0.9, ascii: 0.7 };

function kindOf(head: Uint8Array): Kind | "7.3" | undefined {
  const start = String.fromCharCode(...head.subarray(0, 32));
  if (start.startsWith("MATLAB 7.3 MAT-file")) return "7.3";
  if (start.startsWith("# Created by Octave")) return "octave";
  const order = mat5Order(head);
  if (order !== undefined) return order;
  if (isMat4(head)) return "4";
  return isAscii(head) ? "ascii" : undefined;
}

async function findKind(bytes: ByteSource, { signal }: OpenOptions): Promise<Kind> {
  throwIfAborted(signal, bytes.name);
  const head = new Uint8Array(Math.min(PROBE_BYTES, bytes.size));
  const file = bytes.name;
  const got = await bytes.read(0, head, signal);
  const kind = kindOf(head.subarray(0, got));
  if (kind === "7.3") {
    throw new FormatError("unsupported", "a MAT-file of version 7.3 is an HDF5 file", {
      file,
      advice: "use the HDF5 reader, or save it again with -v7",
    });
  }
  if (kind !== undefined) return kind;
  throw new FormatError("not-this-format", "neither a MAT-file nor text that MATLAB or Octave saved", {
    file,
  });
}

async function readVariables(
  bytes: ByteSource,
  kind: Exclude<Kind, "ascii">,
  { signal }: OpenOptions,
): Promise<readonly Variable[]> {
  if (kind === "octave") return readOctave(bytes, signal);
  if (kind === "4") return readMat4(bytes, signal);
  return readMat5(bytes, kind === "little", signal);
}
