// Microseconds per frame of the inverse kernel (decode, transform, window, overlap-add), input in memory, by FFT size.
//   node benchmarks/speed/kernels.mjs [sizes]
import { fixed, table } from "./measure.mjs";
import { microsOf } from "./micros.mjs";

const sizes = (process.argv[2] ?? "256,400,441,512,1023,1024,1102,2018,2048,4096,8192,16384")
  .split(",")
  .map(Number);
const rows = [["FFT size", "float32 us/frame", "frames/s", "float64 us/frame"]];
for (const fftSize of sizes) {
  const [single, double] = ["single", "double"].map((arithmetic) => microsOf(fftSize, arithmetic));
  rows.push([fftSize, fixed(single), Math.round(1e6 / single), fixed(double)]);
}
process.stdout.write(`Node ${process.version}\n${table(rows)}`);
