import { type Fixture, watchedBytes } from "@unspectro/conformance";
import {
  type ByteSource,
  encode,
  FormatError,
  type FormatPlugin,
  type OpenOptions,
  readExactly,
  type Storage,
  stridedSource,
} from "@unspectro/core/plugin";

/** A format for tests: `TOY1`, rows and columns in 32 bits each, a name, then float64 rows. */
const storage: Storage = { element: "float64", littleEndian: true };
const HEADER = 16;

async function header(
  bytes: ByteSource,
  options: OpenOptions = {},
): Promise<{ rows: number; columns: number; name: string }> {
  if (options.signal?.aborted) throw new FormatError("aborted", "opening was stopped", { file: bytes.name });
  const head = new Uint8Array(HEADER);
  await readExactly(bytes, 0, head, options.signal);
  if (toy.probe(head, bytes.name) !== 1)
    throw new FormatError("not-this-format", "this is no toy", { file: bytes.name });
  const view = new DataView(head.buffer);
  const name = String.fromCharCode(...head.subarray(12, 16)).trim();
  if (options.array !== undefined && options.array !== name)
    throw new FormatError("no-array", "there is no such array", { file: bytes.name, expected: name });
  return { rows: view.getUint32(4, true), columns: view.getUint32(8, true), name };
}

export const toy: FormatPlugin = {
  id: "toy",
  title: "toy matrix",
  extensions: ["toy"],
  probe: (head) => ([0x54, 0x4f, 0x59, 0x31].every((byte, at) => head[at] === byte) ? 1 : 0),
  async list(bytes) {
    const { rows, columns, name } = await header(bytes);
    return [{ name, shape: [rows, columns], element: "float64", complex: false }];
  },
  async open(bytes, options) {
    const { rows, columns, name } = await header(bytes, options);
    return stridedSource({
      format: "toy",
      name: `${bytes.name}:${name}`,
      bytes,
      offset: HEADER,
      ...storage,
      shape: [rows, columns],
      order: "rows",
    });
  },
  async write(arrays, sink, options = {}) {
    const { source } = arrays[0];
    if (options.frameAxis === 1 || source.complex || source.channels > 1)
      throw new FormatError("not-writable", "a toy holds frames x bins of real numbers", { file: sink.name });
    if (options.signal?.aborted) throw new FormatError("aborted", "writing was stopped", { file: sink.name });
    const head = new Uint8Array(HEADER);
    head.set(new TextEncoder().encode("TOY1"));
    new DataView(head.buffer).setUint32(4, source.frames, true);
    new DataView(head.buffer).setUint32(8, source.bins, true);
    head.set(new TextEncoder().encode("S   "), 12);
    await sink.write(head);
    const row = new Float64Array(source.bins);
    const bytes = new Uint8Array(8 * source.bins);
    for (let frame = 0; frame < source.frames; frame++) {
      await source.read(frame, 1, row);
      encode(row, 0, source.bins, storage, bytes);
      await sink.write(bytes);
    }
  },
};

/** The sine of everything: no two numbers alike. */
export function toyFixture(frames: number, bins: number): Fixture {
  const data = Float64Array.from({ length: frames * bins }, (_, at) => Math.sin(at + 1));
  const bytes = new Uint8Array(HEADER + 8 * data.length);
  bytes.set(new TextEncoder().encode("TOY1"));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, frames, true);
  view.setUint32(8, bins, true);
  bytes.set(new TextEncoder().encode("S   "), 12);
  encode(data, 0, data.length, storage, bytes.subarray(HEADER));
  return {
    name: `${frames} x ${bins} toy`,
    bytes,
    expected: { frames, bins, element: "float64", shape: [frames, bins], frameAxis: 0, data },
  };
}

export const toyBytes = (fixture: Fixture): ByteSource => watchedBytes(fixture.name, fixture.bytes);
