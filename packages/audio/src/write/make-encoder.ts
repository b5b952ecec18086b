import type { Encoder, EncoderOptions } from "./encoder.ts";
import { scriptEncoder } from "./script-encoder.ts";
import { wasmEncoder } from "./wasm/encoder.ts";

/** In WebAssembly where that runs, else in JavaScript: the bytes are the same. */
export function encoderFor(options: EncoderOptions): Encoder {
  return wasmEncoder(options) ?? scriptEncoder(options);
}
