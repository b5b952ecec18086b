// Microseconds per frame of the inverse kernel (decode, transform, window, overlap-add), input in memory, by FFT size.
//   node benchmarks/speed/kernels.mjs [sizes] [--write docs/performance.md]
import { parseArgs } from "node:util";
import { put } from "./document.mjs";
import { fixed, table } from "./measure.mjs";
import { microsOf } from "./micros.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "string" } },
});
const sizes = (positionals[0] ?? "256,400,441,512,1023,1024,1102,2018,2048,4096,8192,16384")
  .split(",")
  .map(Number);
const rows = [["FFT size", "float32 us/frame", "frames/s", "float64 us/frame"]];
for (const fftSize of sizes) {
  const [single, double] = ["single", "double"].map((arithmetic) => microsOf(fftSize, arithmetic));
  rows.push([fftSize, fixed(single), Math.round(1e6 / single), fixed(double)]);
}
const text = table(rows);
process.stdout.write(`Node ${process.version}\n${text}`);
if (values.write !== undefined) put(values.write, "kernels", text);
