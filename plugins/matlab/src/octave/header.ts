import { FormatError } from "@unspectro/core/plugin";
import type { LineReader, TextPlace } from "./lines.ts";

/** One variable of a text that Octave saved, with the variables inside it left out. */
export interface OctaveHeader {
  readonly name: string;
  /** `matrix`, `complex matrix`, `int16 matrix`, `scalar struct`... */
  readonly type: string;
  readonly shape: readonly number[];
  /** Where its data begin. */
  readonly data: TextPlace;
  /** `rows`: a line for each row. `numbers`: a line for each number, column after column. */
  readonly layout: "rows" | "numbers";
}

/** What the sizes of an array are kept as among the fields; no name of a field has a space before it. */
const SIZES = " sizes";
const DEEPEST = 64;
const MOST_INSIDE = 100_000;

/**
 * Reads the header at `place` (`# name: S`, `# type: matrix`, `# rows: 3`, `# columns: 2`), and passes over what stands
 * inside cells and structs. Undefined at the end of the text.
 *
 * @throws FormatError `bad-header`, `truncated`
 */
export async function readOctaveHeader(
  lines: LineReader,
  file: string,
  place: TextPlace,
  depth = 0,
): Promise<{ header: OctaveHeader; next: TextPlace } | undefined> {
  const begin = await findName(lines, place);
  if (begin === undefined) return undefined;
  const fields = new Map<string, string>();
  let at = begin;
  for (let line = await lines.lineAt(at); line !== undefined; line = await lines.lineAt(at)) {
    const field = /^# ([^:]+): ?(.*)$/.exec(line.text);
    if (field === null || fields.has(field[1]) || (field[1] === "name" && fields.size > 0)) break;
    fields.set(field[1], field[2]);
    at = line.next;
    if (field[1] !== "ndims") continue;
    const sizes = await lines.lineAt(at); // they stand in a line of their own
    fields.set(SIZES, sizes?.text.trim() ?? "");
    at = sizes?.next ?? at;
  }
  const type = (fields.get("type") ?? "").replace(/^global /, "");
  const bad = (found: string): FormatError =>
    new FormatError("bad-header", "the header of a variable is damaged", {
      file,
      where: `line ${begin.line}`,
      found,
    });
  if (type === "") throw bad("no type");

  const shape = shapeOf(fields, bad);
  const inside = countInside(type, fields, shape);
  if (inside > MOST_INSIDE || depth > DEEPEST) throw bad("more inside it than can be");
  let next = at;
  for (let n = 0; n < inside; n++) {
    const skipped = await readOctaveHeader(lines, file, next, depth + 1);
    if (skipped === undefined) throw bad(`${n} of ${inside} values inside it`);
    next = skipped.next;
  }
  const layout = fields.has("ndims") ? "numbers" : "rows";
  return { header: { name: fields.get("name") ?? "", type, shape, data: at, layout }, next };
}

async function findName(lines: LineReader, place: TextPlace): Promise<TextPlace | undefined> {
  for (let at = await lines.nextRemark(place); at !== undefined; ) {
    const line = await lines.lineAt(at);
    if (line === undefined) return undefined;
    if (line.text.startsWith("# name: ")) return at;
    at = await lines.nextRemark(line.next);
  }
  return undefined;
}

/** `# rows: 2`, `# columns: 3`; or `# ndims: 3` and a line of sizes. Values of other kinds have no shape. */
function shapeOf(fields: ReadonlyMap<string, string>, bad: (found: string) => FormatError): number[] {
  const [rows, columns, dimensions, sizes] = ["rows", "columns", "ndims", SIZES].map((name) =>
    fields.get(name),
  );
  const texts =
    rows !== undefined && columns !== undefined
      ? [rows, columns]
      : sizes === undefined
        ? []
        : sizes.split(/\s+/);
  const isSound = texts.every((text) => /^\d{1,15}$/.test(text));
  if (!isSound || (sizes !== undefined && String(texts.length) !== dimensions))
    throw bad(`sizes ${texts.join(" x ")}`);
  return texts.map(Number);
}

/** Values that a cell or struct holds, each with a header of its own. */
function countInside(type: string, fields: ReadonlyMap<string, string>, shape: readonly number[]): number {
  if (type === "cell") return shape.reduce((product, length) => product * length, 1);
  if (type === "struct" || type === "scalar struct") return Number(fields.get("length") ?? 0);
  return 0;
}
