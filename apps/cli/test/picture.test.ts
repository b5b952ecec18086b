import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, inProcess, speech } from "./program.ts";

const pair = [join(speech, "spectrogram"), join(speech, "phases")];

describe("pictures", () => {
  test("are PNG or SVG, of what was read", async (context) => {
    const folder = emptyFolder(context);
    for (const [name, beginning] of [
      ["a.png", "\u0089PNG"],
      ["a.svg", "<svg"],
    ] as const) {
      const path = join(folder, name);
      const { code } = await inProcess([...pair, "-o", join(folder, "a.wav"), "--picture", path]);
      expect(code).toBe(0);
      expect(readFileSync(path, "latin1").slice(0, 60)).toContain(beginning);
    }
  });

  test("are drawn of what is inspected, one array at a time", async (context) => {
    const path = join(emptyFolder(context), "a.png");
    const { code, stdout } = await inProcess(["inspect", pair[0]!, "--picture", path]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("1025 x 129")]);
    expect(readFileSync(path, "latin1").slice(0, 4)).toBe("\u0089PNG");
    const both = await inProcess(["inspect", ...pair, "--picture", path]);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("one array")]);
  });

  test("come as letters where there is no terminal", async (context) => {
    const { stderr } = await inProcess([...pair, "-o", join(emptyFolder(context), "a.wav"), "--preview"]);
    expect(stderr).toMatch(/@@@@/);
  });

  test("need a name that says which kind they are", async (context) => {
    const { code, stderr } = await inProcess([
      ...pair,
      "-o",
      join(emptyFolder(context), "a.wav"),
      "--picture",
      "a.gif",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(".png or .svg");
  });
});
