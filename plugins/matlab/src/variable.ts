import {
  type ArrayInfo,
  axisRoles,
  type ByteSource,
  FormatError,
  type FrameSource,
  isUnspectroError,
  type MaybePromise,
  type OpenOptions,
} from "@unspectro/core/plugin";

/** One variable of a file: what it is, and how to open it. */
export interface Variable {
  readonly info: ArrayInfo;
  open(options: OpenOptions): MaybePromise<FrameSource>;
}

/** What an array of numbers is, with the reason if it cannot be frames: MATLAB keeps sizes and rates as 1 x 1 arrays. */
export function describeNumbers(info: ArrayInfo, file: string): ArrayInfo {
  if (info.shape.every((length) => length === 1))
    return { ...info, refusal: "a single number is not a spectrogram" };
  try {
    axisRoles(info.shape, file, { complex: info.complex, channels: "last" });
    return info;
  } catch (error) {
    if (!isUnspectroError(error)) throw error;
    return { ...info, refusal: error.facts.what ?? error.message };
  }
}

/**
 * The variable of this name; without one, the only array that can be frames. Lists of numbers (the frequencies and times
 * that are often saved beside a spectrogram) do not count where there is a matrix.
 *
 * @throws FormatError `empty`, `no-array`
 */
export function chooseVariable(variables: readonly Variable[], bytes: ByteSource, wanted?: string): Variable {
  const file = bytes.name;
  if (variables.length === 0) throw new FormatError("empty", "the file holds no variables", { file });
  const named = variables.find(({ info }) => info.name === wanted);
  if (named !== undefined) return named;
  const usable = variables.filter(({ info }) => info.refusal === undefined);
  if (wanted !== undefined) throw noArray(file, `there is no variable called ${wanted}`, variables);
  if (usable.length === 0) return variables[0];
  const matrices = usable.filter(({ info }) => info.shape.filter((length) => length > 1).length > 1);
  const meant = matrices.length > 0 ? matrices : usable;
  if (meant.length === 1) return meant[0];
  throw noArray(file, "several variables could be meant", meant);
}

const NAMED = 12;

function noArray(file: string, what: string, variables: readonly Variable[]): FormatError {
  const names = variables.map(({ info }) => info.name);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return new FormatError("no-array", what, {
    file,
    expected: `one of ${names.slice(0, NAMED).join(", ")}${more}`,
    advice: `name one: ${file}:${names[0]}`,
  });
}

/** The error of opening what `info.refusal` says cannot be frames. */
export function refusedError(file: string, info: ArrayInfo): FormatError {
  return new FormatError("bad-shape", `${info.name}: ${info.refusal}`, {
    file,
    advice: "name a variable that holds a matrix of numbers",
  });
}
