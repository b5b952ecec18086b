import type { FormatPlugin } from "@unspectro/core/plugin";
import { openHdf5 } from "./read/file.ts";
import { datasetSource } from "./read/source.ts";
import { find, findOnly, walk } from "./read/walk.ts";
import { hasSignature } from "./signature.ts";
import { writeHdf5 } from "./write/hdf5.ts";

/**
 * Reads HDF5: h5py, PyTables, MATLAB v7.3, Octave's `save -hdf5`. Any dataset of numbers by its path, chunked and
 * compressed ones too, in ranges, from files of any size and from sources that answer at once or later.
 *
 * Importing this loads nothing; the first `open` or `list` loads the HDF5 library, 4 MB of WebAssembly.
 *
 * @example
 * ```ts
 * import { hdf5 } from "@unspectro/hdf5";
 * import { fromPath } from "@unspectro/io/node";
 *
 * const bytes = fromPath("results.h5");
 * for (const { name, shape } of await hdf5.list(bytes)) console.assert(name !== "" && shape.length === 2);
 * const source = await hdf5.open(bytes, { array: "mag" });
 * console.log(source.shape); // [1025, 129]
 * ```
 */
export const hdf5: FormatPlugin = {
  id: "hdf5",
  title: "HDF5, MATLAB v7.3 (.h5, .hdf5, .mat)",
  extensions: ["h5", "hdf5", "hdf", "he5", "nc", "mat"],
  probe: (head) => (hasSignature(head) ? 1 : 0),
  async list(bytes, options = {}) {
    const file = await openHdf5(bytes, options.signal);
    try {
      const entries = await walk(file, options.signal);
      return entries.map((entry) =>
        "refusal" in entry
          ? { name: entry.name, shape: entry.dims, element: "text", complex: false, refusal: entry.refusal }
          : {
              name: entry.name,
              shape: entry.reversed ? [...entry.dims].reverse() : entry.dims,
              element: entry.cell.element,
              complex: entry.cell.complex,
            },
      );
    } finally {
      file.close();
    }
  },
  async open(bytes, options = {}) {
    const file = await openHdf5(bytes, options.signal);
    try {
      const dataset =
        options.array === undefined || options.array === ""
          ? await findOnly(file, options.signal)
          : await find(file, options.array, options.signal);
      return datasetSource(file, dataset);
    } catch (error) {
      file.close();
      throw error;
    }
  },
  write: writeHdf5,
};
