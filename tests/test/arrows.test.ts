import { describe, expect, test } from "vitest";
import { violations } from "../house/arrows.ts";
import { type HousePackage, importsOf, readHouse } from "../house/packages.ts";

const house = readHouse();

/** The house with one package changed: where a violation is planted. */
function planted(folder: string, change: (pack: HousePackage) => Partial<HousePackage>): HousePackage[] {
  return house.map((pack) => (pack.folder === folder ? { ...pack, ...change(pack) } : pack));
}

const depending =
  (name: string) =>
  (pack: HousePackage): Partial<HousePackage> => ({ dependencies: [...pack.dependencies, name] });

const importing =
  (path: string, ...imports: string[]) =>
  (pack: HousePackage): Partial<HousePackage> => ({ sources: [...pack.sources, { path, imports }] });

test("the arrows of the house point one way", () => {
  expect(house.length).toBeGreaterThan(15);
  expect(house.flatMap((pack) => pack.sources).length).toBeGreaterThan(20);
  expect(violations(house)).toEqual([]);
});

describe("a planted violation is noticed:", () => {
  test.each([
    ["core uses a plugin", planted("packages/core", depending("@unspectro/npy"))],
    ["a plugin uses another", planted("plugins/csv", depending("@unspectro/npy"))],
    ["a plugin uses the engine", planted("plugins/npy", depending("@unspectro/engine"))],
    ["identify uses the engine", planted("packages/identify", depending("@unspectro/engine"))],
    ["a package uses an app", planted("packages/io", depending("unspectro"))],
    ["an app uses another", planted("apps/web", depending("unspectro"))],
    [
      "a new package has no rule",
      [...house, { ...house[0]!, folder: "packages/new", name: "@unspectro/new" }],
    ],
    ["core imports Node", planted("packages/core", importing("src/new.ts", "node:fs"))],
    ["a plugin imports all of core", planted("plugins/npy", importing("src/new.ts", "@unspectro/core"))],
    ["an undeclared import", planted("packages/audio", importing("src/new.ts", "@unspectro/io/node"))],
    [
      "the contract reaches the mathematics",
      planted("packages/core", (pack) => ({
        sources: pack.sources.map((source) =>
          source.path === "src/plugin.ts"
            ? { ...source, imports: [...source.imports, "./fft/index.ts"] }
            : source,
        ),
      })),
    ],
  ])("%s", (_name, broken) => {
    expect(violations(broken as HousePackage[]).length).toBeGreaterThan(0);
  });
});

test("imports are found however they are written, and not in comments", () => {
  const text = `
    import a from "a"; import "b"; export * from "c";
    const d = await import("d");
    import {
      type E,
    } from "e";
    // import "not-this";
    /** @example import x from "nor-this" */
  `;
  expect(importsOf(text).sort()).toEqual(["a", "b", "c", "d", "e"]);
});
