import type { FramePair } from "@unspectro/core";
import { type ArrayInfo, type FrameSource, isUnspectroError } from "@unspectro/core/plugin";
import { type ArrayFile, arraysOf, type OpenFile, pairIn, readersOf } from "@unspectro/inputs";
import { blobScratch } from "@unspectro/io/web";
import type { Candidate, Opened, OpenedFile, OpenRequest, Part, Unclear } from "../protocol.ts";
import { grouped } from "../words.ts";
import { bytesOf } from "./bytes.ts";
import { type Desk, emptyDesk } from "./desk.ts";

/**
 * Opens what was dropped: two files in either order, one that holds both, or magnitudes alone; or the arrays that the user
 * names. Where files hold several arrays and none stands out, says which there are.
 *
 * @throws FormatError, DataError, IoError
 */
export async function openFiles(
  desk: Desk,
  request: OpenRequest,
  signal: AbortSignal,
): Promise<Opened | Unclear> {
  await desk.close();
  Object.assign(desk, emptyDesk());
  const seen = new Seen(request, signal);
  try {
    const opened = await (request.parts?.length === 1 ? seen.one(request.parts[0]!) : seen.pair());
    Object.assign(desk, { kind: opened.kind, pair: opened.pair, close: opened.close });
    const { magnitude, phase } = opened.pair;
    const role = opened.kind === "complex" ? "complex numbers" : "magnitudes";
    return {
      kind: opened.kind,
      decisions: opened.decisions,
      frames: magnitude.frames,
      bins: magnitude.bins,
      files: [seen.file(magnitude, role), ...(phase === undefined ? [] : [seen.file(phase, "phases")])],
      candidates: seen.candidates(),
    };
  } catch (error) {
    if (!isUnspectroError(error, "no-array")) throw error;
    const candidates = await seen.everything();
    if (candidates.length < 2) throw error;
    return { kind: "unclear", candidates };
  }
}

interface OpenedPair {
  readonly kind: Opened["kind"];
  readonly pair: FramePair;
  readonly decisions: readonly string[];
  close(): Promise<void>;
}

/** The files of a request, and what was met on opening them: which arrays there are, and which source came from where. */
class Seen {
  private readonly arrays = new Map<number, readonly ArrayInfo[]>();
  private readonly origins = new Map<FrameSource, Part>();
  private readonly request: OpenRequest;
  private readonly signal: AbortSignal;
  private readonly scratch = blobScratch();

  constructor(request: OpenRequest, signal: AbortSignal) {
    this.request = request;
    this.signal = signal;
  }

  /** The two that belong together, wherever they lie; magnitudes alone where there are no phases. */
  async pair(): Promise<OpenedPair> {
    const parts: readonly Part[] = this.request.parts ?? this.request.files.map((_, file) => ({ file }));
    try {
      const ordered = this.request.parts !== undefined;
      const { decisions, close, ...pair } = await pairIn(
        parts.map((part) => this.opener(part)),
        { ordered },
      );
      return { kind: pair.phase === undefined ? "complex" : "pair", pair, decisions, close };
    } catch (error) {
      if (parts.length !== 1 || !isUnspectroError(error, "no-phases")) throw error;
      return this.one(parts[0]!);
    }
  }

  /** One array and nothing else. */
  async one(part: Part): Promise<OpenedPair> {
    const file = await this.opener(part)();
    const magnitude = await file.open(part.array ?? onlyMatrix(file));
    return {
      kind: magnitude.complex ? "complex" : "magnitudes",
      pair: { magnitude },
      decisions: [],
      async close() {
        await magnitude.close();
        await file.bytes.close();
      },
    };
  }

  /** What can be said of an array that was opened. */
  file(source: FrameSource, role: OpenedFile["role"]): OpenedFile {
    const part = this.origins.get(source);
    return { name: source.name, role, facts: factsOfSource(source), ...(part && { part }) };
  }

  candidates(): Candidate[] {
    return [...this.arrays].flatMap(([file, arrays]) => candidatesOf(file, arrays));
  }

  /** All arrays of all files. */
  async everything(): Promise<Candidate[]> {
    for (const [file] of this.request.files.entries()) {
      if (this.arrays.has(file)) continue;
      const opened = await this.opener({ file })();
      await opened.bytes.close();
    }
    return this.candidates();
  }

  private opener(part: Part): OpenFile {
    const { files, raw } = this.request;
    const headerless = raw === undefined ? {} : { format: "raw" };
    const open = { scratch: this.scratch, signal: this.signal, ...(raw && { raw }) };
    return async () => {
      const bytes = await bytesOf(files[part.file]!);
      const file = await arraysOf(bytes, { readers: readersOf(), wanted: part.array, ...headerless, open });
      this.arrays.set(part.file, file.arrays);
      return {
        ...file,
        open: async (array) => {
          const source = await file.open(array);
          this.origins.set(source, { file: part.file, array });
          return source;
        },
      };
    };
  }
}

function candidatesOf(file: number, arrays: readonly ArrayInfo[]): Candidate[] {
  return arrays
    .filter(({ refusal, shape }) => refusal === undefined && shape.filter((length) => length > 1).length >= 2)
    .map(({ name, shape, element, complex }) => ({
      file,
      array: name,
      complex,
      facts: factsOfArray(element, complex, shape),
    }));
}

function onlyMatrix({ arrays, wanted }: ArrayFile): string {
  return (
    wanted ?? arrays.find(({ refusal, shape }) => refusal === undefined && shape.length >= 2)?.name ?? ""
  );
}

function factsOfArray(element: string, complex: boolean, shape: readonly number[]): string {
  return `${complex ? "complex " : ""}${element}, ${shape.map(grouped).join(" × ")}`;
}

function factsOfSource({ format, element, complex, shape, notes }: FrameSource): string {
  return [`${format}, ${factsOfArray(element, complex, shape)}`, ...notes].join("; ");
}
