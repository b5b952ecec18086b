import type { ArrayInfo, ByteSource, FrameSource } from "@unspectro/core/plugin";
import { NO_REMARKS, openTextMatrix, type TextMatrix } from "@unspectro/text";
import { describeNumbers, refusedError, type Variable } from "../variable.ts";
import { columnsOf } from "./columns.ts";
import { type OctaveHeader, readOctaveHeader } from "./header.ts";
import { createLineReader } from "./lines.ts";

const SPACE = 32;
const DOT = 46;
const LINE_FEED = 10;

/** `matrix`, `float complex matrix`, `int16 matrix`, `bool matrix`: lines of numbers. Diagonal and sparse ones are not. */
const NUMBERS = /^((float |complex |float complex )?matrix|bool matrix|u?int\d+ matrix)$/;

/**
 * The variables of a text that Octave saved (`save -text`), from their headers.
 *
 * @throws FormatError `bad-header`, `truncated`, `aborted`
 */
export async function readOctave(bytes: ByteSource, signal?: AbortSignal): Promise<readonly Variable[]> {
  const variables: Variable[] = [];
  const lines = createLineReader(bytes, signal);
  let place = { position: 0, line: 1 };
  for (;;) {
    const found = await readOctaveHeader(lines, bytes.name, place);
    if (found === undefined) break;
    variables.push(describe(bytes, found.header));
    place = found.next;
  }
  return variables;
}

function describe(bytes: ByteSource, header: OctaveHeader): Variable {
  const { name, type, shape } = header;
  const file = bytes.name;
  const complex = type.includes("complex");
  const info: ArrayInfo = { name, shape, element: "text", complex };
  const described = NUMBERS.test(type)
    ? describeNumbers(info, file)
    : {
        ...info,
        refusal:
          type.endsWith(" scalar") || type === "scalar"
            ? "a single number is not a spectrogram"
            : refusalOf(type),
      };
  return {
    info: described,
    open({ signal }) {
      if (described.refusal !== undefined) throw refusedError(file, described);
      return openOctave(bytes, header, complex, signal);
    },
  };
}

function refusalOf(type: string): string {
  return /diagonal|sparse|permutation/.test(type)
    ? `a ${type}: save full(x)`
    : `not an array of numbers: ${type}`;
}

async function openOctave(
  bytes: ByteSource,
  { name, type, shape, data, layout }: OctaveHeader,
  complex: boolean,
  signal?: AbortSignal,
): Promise<FrameSource> {
  const total = shape.reduce((product, length) => product * length, 1);
  const inRows = layout === "rows";
  const matrix: TextMatrix = {
    style: { separator: SPACE, decimal: DOT, comment: NO_REMARKS, lineEnd: LINE_FEED, complex },
    start: data.position,
    line: data.line,
    columns: inRows ? shape[1] : 1,
    indexColumns: 0,
    countsFrom: undefined,
    rows: inRows ? shape[0] : total,
    linesEnd: true,
    notes: [`Octave ${type}`],
  };
  const names = { format: "matlab", name: `${bytes.name}:${name}` };
  const source = await openTextMatrix(bytes, matrix, names, signal);
  return inRows ? source : columnsOf(source, shape);
}
