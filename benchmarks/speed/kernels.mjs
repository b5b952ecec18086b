// Microseconds per frame of the inverse kernel (decode, transform, window, overlap-add), input in memory, by FFT size.
//   node benchmarks/speed/kernels.mjs [sizes]
import { resolveConvention } from "../../packages/core/dist/index.js";
import { engineInverse } from "../../packages/engine/dist/index.js";
import { fixed, table } from "./measure.mjs";

const sizes = (process.argv[2] ?? "256,400,441,512,1023,1024,1102,2018,2048,4096,8192,16384")
  .split(",")
  .map(Number);
const rows = [["FFT size", "float32 us/frame", "frames/s", "float64 us/frame"]];
for (const fftSize of sizes) {
  const [single, double] = ["single", "double"].map((arithmetic) => best(fftSize, arithmetic));
  rows.push([fftSize, fixed(single), Math.round(1e6 / single), fixed(double)]);
}
process.stdout.write(`Node ${process.version}\n${table(rows)}`);

function best(fftSize, arithmetic) {
  const bins = Math.floor(fftSize / 2) + 1;
  const hop = Math.max(1, fftSize >> 2);
  const { convention } = resolveConvention({
    profile: "librosa",
    given: {
      geometry: { fftSize, hop, length: 1e9, window: { length: fftSize } },
      layout: { frames: "rows" },
    },
  });
  const maker = engineInverse(convention, { frames: 1e6, bins, arithmetic });
  const { magnitudes, phases, blockFrames } = maker;
  let least = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + 700; performance.now() < end; ) {
    for (let i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = (i % 97) / 97;
      phases[i] = ((i * 7919) % 6283) / 1000 - Math.PI;
    }
    const began = performance.now();
    maker.push(magnitudes, phases, blockFrames);
    least = Math.min(least, ((performance.now() - began) * 1000) / blockFrames);
  }
  return least;
}
