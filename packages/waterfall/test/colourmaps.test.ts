import { describe, expect, test } from "vitest";
import { colourMap, colourMapNames, isColourMapName } from "../src/colourmaps.ts";

describe("colour maps", () => {
  test("are matplotlib's tables", () => {
    expect([...colourMap("viridis").subarray(0, 3)]).toEqual([68, 1, 84]);
    expect([...colourMap("viridis").subarray(765)]).toEqual([253, 231, 36]);
    expect([...colourMap("magma").subarray(384, 387)]).toEqual([182, 54, 121]);
    expect([...colourMap("jet").subarray(0, 3)]).toEqual([0, 0, 127]);
  });

  test.each(["viridis", "magma", "inferno", "plasma", "cividis", "grey"] as const)(
    "%s grows ever lighter",
    (name) => {
      const map = colourMap(name);
      const luma = (i: number) => 0.2126 * map[3 * i] + 0.7152 * map[3 * i + 1] + 0.0722 * map[3 * i + 2];
      for (let i = 8; i < 256; i += 8) expect(luma(i)).toBeGreaterThan(luma(i - 8));
    },
  );

  test("know their names", () => {
    expect(colourMapNames.every(isColourMapName)).toBe(true);
    expect(isColourMapName("parula")).toBe(false);
  });
});
