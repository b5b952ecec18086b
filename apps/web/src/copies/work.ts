import type { Convention, PartialConvention } from "@unspectro/core";
import type { RawLayout } from "@unspectro/core/plugin";
import type { decided } from "@unspectro/inputs";
import type { MendedFacts, Opened, RetrievalFacts, WavFormat } from "../protocol.ts";
import type { Known } from "../session/known.ts";

/** What the page did, as it can be done again elsewhere. */
export interface Work {
  readonly kind: Opened["kind"];
  /** Files, or `file:array`: magnitudes (or complex numbers), then phases. */
  readonly inputs: readonly { readonly file: string; readonly array: string | undefined }[];
  /** Which holds the magnitudes is not what names and numbers suggest at first sight. */
  readonly ordered: boolean;
  readonly raw: RawLayout | undefined;
  readonly convention: Convention;
  /** As much of it as must be said. */
  readonly said: PartialConvention;
  readonly level: ReturnType<typeof decided>;
  readonly format: WavFormat;
  readonly synthesis: string;
  /** How phases were estimated. */
  readonly retrieval: RetrievalFacts | undefined;
  /** How the sound was mended; with `quick`, nothing was to be. */
  readonly mending: MendedFacts["what"] | undefined;
  readonly quick: boolean;
}

/** Where the arrays lie that the page reads. */
export function inputsOf({ opened, names }: Known): Work["inputs"] {
  const { files, candidates } = opened!;
  const parts = files.flatMap(({ part }) => part ?? []);
  // Put together from several arrays: whoever opens the files finds them again.
  if (parts.length < files.length) return names.map((file) => ({ file, array: undefined }));
  return parts.map(({ file, array }) => ({
    file: names[file]!,
    array: candidates.filter((one) => one.file === file).length > 1 ? array : undefined,
  }));
}
