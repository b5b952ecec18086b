import { complexOf, type FramePair } from "@unspectro/core";
import { type ArrayInfo, DataError, FormatError, type FrameSource, matrixAxes } from "@unspectro/core/plugin";
import type { ArrayFile } from "./arrays.ts";
import { lookAt } from "./look.ts";
import { phaseLikeness, type Role, roleByName } from "./roles.ts";
import { listed, nameOf } from "./words.ts";

/** Magnitudes with their phases, or one complex array, ready to be read. */
export interface Pair extends FramePair {
  /** What was decided on the way that the user did not say, in whole sentences. */
  readonly decisions: readonly string[];
  close(): Promise<void>;
}

/** Few cells tell magnitudes from phases. */
const GLANCE = 1 << 15;

/**
 * Finds magnitudes and phases in one file that holds everything, or in two that belong together, in whatever order they
 * come, unless that is said to be `ordered`. The files are opened here and closed with the pair.
 *
 * @throws IoError, FormatError, DataError `mismatched-pair`, `no-phases` for magnitudes alone, `not-invertible` for phases alone
 */
export async function pairIn(
  files: readonly OpenFile[],
  { ordered = false }: PairOptions = {},
): Promise<Pair> {
  const open = new Opened();
  try {
    const parts = files.length === 1 ? await inOne(files[0]!, open) : await inTwo(files, open);
    const pair = await combined(parts, ordered, open.decisions);
    return { ...pair, decisions: open.decisions, close: () => open.close() };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** What the user says of the files beside their names. */
export interface PairOptions {
  /** The first of two real arrays holds magnitudes, the second phases, whatever names and numbers speak for. */
  readonly ordered?: boolean | undefined;
}

/** Opens a file when its turn comes. */
export type OpenFile = () => Promise<ArrayFile>;

/** An array and what it is of the spectrogram, where that is known. */
interface Part {
  readonly source: FrameSource;
  readonly role: Role | undefined;
}

/** Everything opened on the way, closed together. */
class Opened {
  readonly decisions: string[] = [];
  private readonly files: ArrayFile[] = [];
  private readonly sources: FrameSource[] = [];

  async file(openFile: OpenFile): Promise<ArrayFile> {
    const file = await openFile();
    this.files.push(file);
    return file;
  }

  async array(file: ArrayFile, name: string): Promise<FrameSource> {
    const source = await file.open(name);
    this.sources.push(source);
    return source;
  }

  async close(): Promise<void> {
    for (const source of this.sources.splice(0)) await source.close();
    for (const file of this.files.splice(0)) await file.bytes.close();
  }
}

/** One file: a complex array, or two arrays whose names say what they are. */
async function inOne(openFile: OpenFile, open: Opened): Promise<readonly Part[]> {
  const file = await open.file(openFile);
  const arrays = file.arrays.filter((array) => array.refusal === undefined);
  if (file.wanted !== undefined || arrays.length <= 1) {
    const source = await open.array(file, file.wanted ?? (await onlyArray(file)).name);
    return [{ source, role: source.complex ? "complex" : roleByName(source.name) }];
  }
  const found = pairAmong(arrays);
  if (found === undefined) throw unclear(file, arrays);
  if (file.arrays.length > found.length) {
    open.decisions.push(
      `Of the arrays in ${file.name}, taking ${listed(found.map(({ array }) => nameOf(array)))}.`,
    );
  }
  const parts: Part[] = [];
  for (const { array, role } of found) parts.push({ source: await open.array(file, array.name), role });
  return parts;
}

/** The arrays that belong together: by their names, or because there are no others. */
function pairAmong(arrays: readonly ArrayInfo[]): { array: ArrayInfo; role: Role | undefined }[] | undefined {
  const having = (role: Role): ArrayInfo | undefined => {
    const found = arrays.filter(({ name, complex }) => !complex && roleByName(name) === role);
    return found.length === 1 ? found[0] : undefined;
  };
  for (const [first, second] of [
    ["magnitude", "phase"],
    ["real", "imaginary"],
  ] as const) {
    const a = having(first);
    const b = having(second);
    if (a !== undefined && b !== undefined && sameShape(a, b)) {
      return [
        { array: a, role: first },
        { array: b, role: second },
      ];
    }
  }
  const complex = arrays.filter((array) => array.complex && array.shape.length >= 2);
  if (complex.length === 1) return [{ array: complex[0]!, role: "complex" }];
  const matrices = arrays.filter(
    (array) => array.shape.length >= 2 && Math.min(...array.shape.slice(-2)) > 1,
  );
  if (matrices.length === 1) return [{ array: matrices[0]!, role: undefined }];
  if (matrices.length !== 2 || !sameShape(matrices[0]!, matrices[1]!)) return undefined;
  return matrices.map((array) => ({ array, role: undefined }));
}

function sameShape(a: ArrayInfo, b: ArrayInfo): boolean {
  return a.shape.length === b.shape.length && a.shape.every((length, i) => length === b.shape[i]);
}

/** Two files: an array of each. */
async function inTwo(openers: readonly OpenFile[], open: Opened): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const openFile of openers) {
    const file = await open.file(openFile);
    const wanted = file.wanted ?? (await onlyArray(file, openers.length)).name;
    const source = await open.array(file, wanted);
    const said = roleByName(wanted === "" ? file.name : wanted) ?? roleByName(file.name);
    parts.push({ source, role: said === "real" || said === "imaginary" ? said : undefined });
  }
  return parts;
}

/** The array to open where the user named none. */
async function onlyArray(file: ArrayFile, files = 1): Promise<ArrayInfo> {
  const arrays = file.arrays.filter((array) => array.refusal === undefined);
  if (arrays.length === 1) return arrays[0]!;
  if (arrays.length === 0) {
    const refused = file.arrays[0];
    if (refused !== undefined && file.plugin.id === "raw") throw noFormat(file);
    throw new FormatError(
      refused === undefined ? "empty" : "no-array",
      "no array in it can be a spectrogram",
      {
        file: file.name,
        expected: "a matrix of numbers",
        found: refused === undefined ? "nothing" : `${nameOf(refused)}: ${refused.refusal}`,
      },
    );
  }
  // Of a file named beside another, the array that its own name speaks of, or the only matrix.
  const role = files === 2 ? roleByName(file.name) : undefined;
  const fitting = arrays.filter((array) => role !== undefined && roleByName(array.name) === role);
  const matrices = arrays.filter((array) => array.shape.length >= 2);
  const found = fitting.length === 1 ? fitting[0] : matrices.length === 1 ? matrices[0] : undefined;
  if (found !== undefined) return found;
  throw unclear(file, arrays);
}

/** Bytes of which no reader knows more than that they are bytes. */
function noFormat({ name, foreign }: ArrayFile): FormatError {
  return new FormatError("no-array", "this is no spectrogram that any reader knows", {
    file: name,
    expected: "an array of numbers: NumPy, MATLAB, HDF5, CSV, a picture...",
    ...(foreign ?? {
      found: "bytes without a header that is known",
      advice:
        "if these are numbers without a header, say of which type and how many to a frame: --element float32 --record-length 513",
    }),
  });
}

function unclear(file: ArrayFile, arrays: readonly ArrayInfo[]): FormatError {
  const names = arrays.map((array) => `${nameOf(array)} (${array.shape.join(" x ")})`);
  return new FormatError("no-array", "it holds several arrays, and it is not clear which are meant", {
    file: file.name,
    found: listed(names.slice(0, 20)),
    advice: `name them, as in ${file.name}:${arrays[0]!.name} ${file.name}:${arrays[1]!.name}`,
  });
}

/** Parts brought into one of the two forms: magnitudes and phases, or complex. */
async function combined(parts: readonly Part[], ordered: boolean, decisions: string[]): Promise<FramePair> {
  const [first, other] = parts;
  if (other === undefined) return alone(first!);
  const second = { ...other, source: alignedWith(first!.source, other.source, decisions) };
  if (ordered && !first!.source.complex && !second.source.complex) {
    return { magnitude: first!.source, phase: second.source };
  }
  const roles = [first!.role, second.role];
  if (roles.includes("real") && roles.includes("imaginary")) {
    const [real, imaginary] = first!.role === "real" ? [first!, second] : [second, first!];
    decisions.push(`Taking ${real.source.name} and ${imaginary.source.name} as real and imaginary parts.`);
    return { magnitude: complexOf(real.source, imaginary.source) };
  }
  if (first!.source.complex || second.source.complex) return withPhasors(first!.source, second.source);
  if (roles.includes("magnitude") || roles.includes("phase")) {
    const swap = first!.role === "phase" || second.role === "magnitude";
    return swap
      ? { magnitude: second.source, phase: first!.source }
      : { magnitude: first!.source, phase: second.source };
  }
  return inOrder(first!.source, second.source, decisions);
}

/** Two arrays of one spectrogram are as large, but for a frame or a bin; the second is turned where it is the first's transpose. */
function alignedWith(first: FrameSource, second: FrameSource, decisions: string[]): FrameSource {
  const [a, b] = [sizes(first), sizes(second)];
  const near = (rows: number, columns: number): boolean =>
    Math.abs(rows - b[0]) <= 1 && Math.abs(columns - b[1]) <= 1;
  if (near(a[0], a[1])) return second;
  if (near(a[1], a[0])) {
    decisions.push(`${second.name} lies the other way round, ${b.join(" x ")}: read with rows for columns.`);
    return transposed(second);
  }
  throw new DataError(
    "mismatched-pair",
    "the two files are not of one size, so they do not belong together",
    {
      file: second.name,
      expected: `${a.join(" x ")}, as in ${first.name}`,
      found: b.join(" x "),
      advice: "check that both come from the same recording and the same run",
    },
  );
}

/** The same records, called by the other axis. */
function transposed(source: FrameSource): FrameSource {
  const [row, column] = matrixAxes(source);
  const shape = source.shape.with(row, source.shape[column]!).with(column, source.shape[row]!);
  return { ...source, shape, frameAxis: source.frameAxis === row ? column : row };
}

/** Rows and columns of one channel. */
function sizes(source: FrameSource): [number, number] {
  const [row, column] = matrixAxes(source);
  return [source.shape[row], source.shape[column]];
}

function alone({ source, role }: Part): FramePair {
  if (source.complex) return { magnitude: source };
  const what = role === "phase" ? "phases alone cannot be inverted" : "these are magnitudes without phases";
  throw new DataError(role === "phase" ? "not-invertible" : "no-phases", what, {
    file: source.name,
    expected: "magnitudes and phases, or complex numbers",
    found: `one real array, ${source.shape.join(" x ")}`,
    advice:
      role === "phase"
        ? "name the magnitudes too"
        : "name the phases too; if there are none, `unspectro retrieve` estimates them",
  });
}

/** A complex array beside another: only phasors, phases saved as complex numbers of modulus 1, make sense there. */
async function withPhasors(first: FrameSource, second: FrameSource): Promise<FramePair> {
  const [magnitude, phase] = first.complex ? [second, first] : [first, second];
  if (!magnitude.complex && (await lookAt(phase, GLANCE)).unitModulus) return { magnitude, phase };
  throw new DataError("mismatched-pair", "a complex array needs no second file", {
    file: phase.name,
    expected: "magnitudes and phases, or one complex array",
    found: magnitude.complex ? "two complex arrays" : "a complex array beside a real one",
    advice: "name the complex one alone",
  });
}

/** Which of two real arrays are the phases, told by their numbers and names. */
async function inOrder(first: FrameSource, second: FrameSource, decisions: string[]): Promise<FramePair> {
  const asGiven = phaseLikeness(await lookAt(second, GLANCE), second.name);
  const swapped = phaseLikeness(await lookAt(first, GLANCE), first.name);
  if (swapped <= asGiven) return { magnitude: first, phase: second };
  decisions.push(`${first.name} holds the phases and ${second.name} the magnitudes, told by their numbers.`);
  return { magnitude: second, phase: first };
}
