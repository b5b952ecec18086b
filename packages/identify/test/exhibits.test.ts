import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, filesOf, voice } from "./memory.ts";

describe("the evidence as curves", () => {
  const convention = conventionFor({
    geometry: { fftSize: 256, hop: 80, window: { family: "hamming", length: 256 } },
  });
  const { magnitude, phase } = filesOf(voice(16_000), convention);

  it("stands out at the hop alone, shows the window that was named, and leaves nothing unexplained", async () => {
    const { exhibits } = await identify({ first: magnitude, second: phase, exhibits: true });
    const { fftSize, hop, hopEvidence, window, spectrum } = exhibits!;
    expect([fftSize, hop]).toEqual([256, 80]);
    const ranked = [...hopEvidence.keys()].sort((a, b) => hopEvidence[b]! - hopEvidence[a]!);
    expect(ranked[0]).toBe(80);
    expect(hopEvidence[80]!).toBeGreaterThan(3 * hopEvidence[ranked[1]!]!);
    const apart = window.named.map((w, n) => Math.abs(w - window.seen[n]!));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
    expect(Math.max(...spectrum.files)).toBe(0);
    expect(Math.max(...spectrum.rest)).toBeLessThan(-200 + 60);
  });

  it("is left out where nobody asked", async () => {
    expect(await identify({ first: magnitude, second: phase })).not.toHaveProperty("exhibits");
  });
});
