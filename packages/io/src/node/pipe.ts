import { type ByteSink, FormatError, type IoError, isUnspectroError } from "@unspectro/core/plugin";
import { ioError } from "./failure.ts";

/** What a sink needs of a Node stream, said without Node's types, which a user may not have installed. */
export interface OutputStream {
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
}

/**
 * Standard output (or another stream) as a sink that cannot seek. `write` is done when the stream has taken the bytes,
 * so a slow reader slows the writer down, and the caller may reuse its memory.
 *
 * When the reading program ends early (`| head`), writes fail with IoError `not-written`; {@link isBrokenPipe} tells
 * that case, which is no mistake of the user's, from others. The stream is left open.
 */
export function stdoutSink(stream: OutputStream = process.stdout, name = "standard output"): ByteSink {
  let failure: IoError | undefined;
  let open = true;
  // Without a listener a broken pipe would end the program with a stack trace.
  const onError = (error: Error): void => {
    failure ??= ioError(error, name, "writing");
  };
  stream.on("error", onError);
  function end(): void {
    open = false;
    // A broken pipe reports itself once more after its write; the listener must still be there.
    setImmediate(() => stream.removeListener("error", onError));
  }
  return {
    name,
    async write(bytes) {
      if (!open) throw new FormatError("closed", "the output was closed already", { file: name });
      if (failure !== undefined) throw failure;
      await new Promise<void>((taken, failed) => {
        stream.write(bytes, (error) => (error ? failed(ioError(error, name, "writing")) : taken()));
      });
    },
    close: end,
    abort: end,
  };
}

/** Whether a write failed because nobody reads the pipe any more. */
export function isBrokenPipe(error: unknown): boolean {
  if (!isUnspectroError(error)) return false;
  const { cause } = error;
  return cause instanceof Error && "code" in cause && (cause.code === "EPIPE" || cause.code === "EOF");
}
