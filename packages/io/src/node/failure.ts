import { FormatError, IoError, type IoErrorCode } from "@unspectro/core/plugin";

interface Explanation {
  readonly code: IoErrorCode;
  readonly what: string;
  readonly advice?: string;
}

const reading: Readonly<Record<string, Explanation>> = {
  ENOENT: { code: "not-found", what: "there is no such file", advice: "check the spelling and the folder" },
  ENOTDIR: {
    code: "not-found",
    what: "a part of the path is a file, not a folder",
    advice: "check the path",
  },
  EACCES: { code: "not-readable", what: "you may not read it", advice: "check its permissions" },
  EPERM: { code: "not-readable", what: "you may not read it", advice: "check its permissions" },
  EISDIR: {
    code: "not-readable",
    what: "it is a folder, not a file",
    advice: "name one of the files inside",
  },
  EMFILE: { code: "not-readable", what: "too many files are open", advice: "raise `ulimit -n`" },
};

const writing: Readonly<Record<string, Explanation>> = {
  ENOENT: { code: "not-written", what: "its folder doesn't exist", advice: "make the folder first" },
  ENOTDIR: { code: "not-written", what: "its folder is a file", advice: "choose another name" },
  EACCES: { code: "not-written", what: "you may not write there", advice: "choose another folder" },
  EPERM: { code: "not-written", what: "you may not write there", advice: "choose another folder" },
  EROFS: { code: "not-written", what: "the disk is read-only", advice: "choose another folder" },
  EISDIR: { code: "not-written", what: "it is a folder", advice: "give the name of a file" },
  EEXIST: { code: "exists", what: "the file is there already", advice: "choose another name" },
  ENAMETOOLONG: { code: "not-written", what: "the name is too long", advice: "choose a shorter name" },
  ENOSPC: { code: "no-space", what: "the disk is full", advice: "free some space or choose another disk" },
  EDQUOT: { code: "no-space", what: "your disk quota is used up", advice: "free some space" },
  EFBIG: {
    code: "no-space",
    what: "the file has become larger than this disk or shell allows",
    advice: "choose another disk, or raise `ulimit -f`",
  },
  EPIPE: { code: "not-written", what: "the program that was reading the pipe has ended" },
};

/** What an errno of the system means to a person; `doing` tells reading from writing. */
export function ioError(error: unknown, file: string, doing: "reading" | "writing"): IoError {
  const errno = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const known = (doing === "reading" ? reading : writing)[errno ?? ""];
  if (known !== undefined) {
    const { code, what, advice } = known;
    return new IoError(code, what, { file, ...(advice === undefined ? {} : { advice }) }, error);
  }
  const found = error instanceof Error ? error.message : String(error);
  return doing === "reading"
    ? new IoError("not-readable", "the system can't read it", { file, found }, error)
    : new IoError("not-written", "the system can't write it", { file, found }, error);
}

/** @throws FormatError `aborted` once the signal is. */
export function checkSignal(signal: AbortSignal | undefined, file: string): void {
  if (signal?.aborted) throw new FormatError("aborted", "stopped as asked", { file }, signal.reason);
}
