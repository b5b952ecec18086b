import { resolveConvention } from "../../packages/core/dist/index.js";
import { engineInverse } from "../../packages/engine/dist/index.js";

/** Microseconds a frame of the inverse (decode, transform, window, overlap-add), input in memory: the best of many rounds. */
export function microsOf(fftSize, arithmetic) {
  const bins = Math.floor(fftSize / 2) + 1;
  const hop = Math.max(1, fftSize >> 2);
  const { convention } = resolveConvention({
    profile: "librosa",
    given: {
      geometry: { fftSize, hop, window: { length: fftSize } },
      layout: { frames: "rows" },
    },
  });
  const maker = engineInverse(convention, { frames: 1e8, bins, arithmetic });
  const { magnitudes, phases, blockFrames } = maker;
  let least = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + 700; performance.now() < end; ) {
    for (let i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = (i % 97) / 97;
      phases[i] = ((i * 7919) % 6283) / 1000 - Math.PI;
    }
    // Browsers' clocks are coarse: several blocks in one go, the phases as they are left.
    const blocks = Math.ceil(4096 / blockFrames);
    const began = performance.now();
    for (let block = 0; block < blocks; block++) maker.push(magnitudes, phases, blockFrames);
    least = Math.min(least, ((performance.now() - began) * 1000) / (blocks * blockFrames));
  }
  return least;
}
