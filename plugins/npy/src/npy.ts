import {
  type ByteSource,
  FormatError,
  type FormatPlugin,
  type OpenOptions,
  readExactly,
  throwIfAborted,
} from "@unspectro/core/plugin";
import { isNpy } from "./header.ts";
import { describeNpy, openNpy } from "./read-npy.ts";

// Archives and writing are loaded when they are wanted: most files are plain arrays to be read.
const archive = (): Promise<typeof import("./read-npz.ts")> => import("./read-npz.ts");

/**
 * The NumPy reader and writer: `.npy` of versions 1 to 3, C and Fortran order, every numeric dtype of either byte
 * order, complex too; `.npz` stored (read in place) and deflated (unpacked once into `scratch`, or into memory up to
 * 256 MiB). Arrays of objects are pickles and refused.
 *
 * Writing makes a `.npz` when the sink's name ends so or there are several arrays, else a `.npy`.
 *
 * @example
 * ```ts
 * import { npy } from "@unspectro/npy";
 *
 * console.log(npy.probe(Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0), "spectrogram")); // 1
 * ```
 */
export const npy: FormatPlugin = {
  id: "npy",
  title: "NumPy array (.npy, .npz)",
  extensions: ["npy", "npz"],
  probe(head, name) {
    if (isNpy(head)) return 1;
    if (!isZip(head)) return 0;
    return firstMemberIsNpy(head) ? 1 : /\.npz$/i.test(name) ? 0.4 : 0;
  },
  async list(bytes, options = {}) {
    throwIfAborted(options.signal, bytes.name);
    return (await holdsZip(bytes, options))
      ? (await archive()).listNpz(bytes, options.signal)
      : [await describeNpy(bytes, bytes.name, "", options.signal)];
  },
  async open(bytes, options = {}) {
    throwIfAborted(options.signal, bytes.name);
    if (await holdsZip(bytes, options)) return (await archive()).openNpz(bytes, options);
    if (options.array !== undefined && options.array !== "")
      throw new FormatError("no-array", `there is no array called ${options.array}`, {
        file: bytes.name,
        expected: "no name: a .npy file holds one array",
        advice: `give ${bytes.name} alone`,
      });
    return openNpy(bytes, bytes.name, options);
  },
  async write(arrays, sink, options = {}) {
    if (/\.npz$/i.test(sink.name) || (arrays.length > 1 && !/\.npy$/i.test(sink.name)))
      return (await import("./write-npz.ts")).writeNpz(arrays, sink, options);
    if (arrays.length !== 1)
      throw new FormatError("not-writable", "a .npy file holds one array", {
        file: sink.name,
        found: `${arrays.length} arrays`,
        advice: "call it .npz to write them together",
      });
    const { planNpy } = await import("./write-npy.ts");
    await planNpy(arrays[0].source, sink.name, options).write(sink);
  },
};

function isZip(head: Uint8Array): boolean {
  return (
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
  );
}

/** Zip files of all kinds begin alike: the first name in them tells NumPy's from office documents. */
function firstMemberIsNpy(head: Uint8Array): boolean {
  const length = head[26] | (head[27] << 8);
  return new TextDecoder("latin1").decode(head.subarray(30, 30 + length)).endsWith(".npy");
}

async function holdsZip(bytes: ByteSource, options: OpenOptions): Promise<boolean> {
  const head = new Uint8Array(Math.min(4, bytes.size));
  await readExactly(bytes, 0, head, options.signal);
  return isZip(head);
}
