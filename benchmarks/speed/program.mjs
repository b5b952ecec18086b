import { fileURLToPath } from "node:url";
import { filesOf } from "./jobs.mjs";

const program = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));

/** The built program as a user calls it who knows how the files were made, and wants nothing said. */
export function callOf(name, job, folder, out, { node = process.execPath, threads } = {}) {
  const { rate, fftSize, hop, layout, retrieval } = job;
  const { magnitude, phase } = filesOf(name, folder, job);
  const known = ["--fft-size", fftSize, "--hop", hop, "--sample-rate", rate, "--profile", "librosa"];
  const way = ["--layout", layout === "frames" ? "frames-by-bins" : "bins-by-frames"];
  const sound = ["--wav-format", "float32", "--level", "keep", "-q", "-o", out];
  const parallel = threads === undefined || retrieval ? [] : ["--threads", threads];
  const what = retrieval
    ? ["retrieve", magnitude, "--method", "fast-griffin-lim", "--iterations", 100, "--phase-start", "random"]
    : [magnitude, phase];
  return [node, [program, ...what, ...known, ...way, ...sound, ...parallel].map(String)];
}
