import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readHouse, root } from "../house/packages.ts";

const folder = join(root, ".changeset");
const names = readHouse().map(({ name }) => name);

/** The packages that a changeset names in its head, or undefined where it has none. */
function packagesOf(text: string): string[] | undefined {
  const head = /^---\n((?:"[^"]+": (?:major|minor|patch)\n)+)---\n\n\S/.exec(text)?.[1];
  return head === undefined ? undefined : [...head.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
}

test.each(readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md"))(
  "%s can be released: its head names packages of this house",
  (file) => {
    const named = packagesOf(readFileSync(join(folder, file), "utf8"));
    expect(named?.filter((name) => !names.includes(name))).toEqual([]);
  },
);

test("a head that was formatted away is noticed", () => {
  expect(packagesOf('---\n\n## "unspectro": patch\n\nText.')).toBeUndefined();
  expect(packagesOf('---\n"unspectro": patch\n---\n\nText.')).toEqual(["unspectro"]);
});
