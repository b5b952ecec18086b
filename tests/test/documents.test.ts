import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesUnder, readHouse, root } from "../house/packages.ts";

const documents = filesUnder(root).filter(
  (file) => file.endsWith(".md") && !/\/\.|CHANGELOG|^scripts/.test(file.slice(root.length)),
);

/** The links of a document that lead to files of the repository, without the part after `#`. */
function localLinks(text: string): string[] {
  const bare = text.replace(/```[\s\S]*?```/g, "");
  return [...bare.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!.split("#")[0]!)
    .filter((link) => link !== "" && !/^[a-z]+:/.test(link));
}

test.each(documents.map((file) => file.slice(root.length)))("the links of %s lead somewhere", (name) => {
  const links = localLinks(readFileSync(join(root, name), "utf8"));
  const dead = links.filter((link) => !existsSync(join(root, dirname(name), link)));
  expect(dead).toEqual([]);
});

test("a dead link is noticed", () => {
  expect(localLinks("[a](b.md#c) [d](https://e.org) `[f](g)`")).toContain("b.md");
});

describe("every published package has its README, in one order:", () => {
  const order = ["use", "install", "use", "api", "compatibility", "security", "licen"];
  test.each(
    readHouse()
      .filter((pack) => !pack.private && existsSync(join(root, pack.folder, "README.md")))
      .map(({ folder }) => folder),
  )("%s", (folder) => {
    const headings = [...readFileSync(join(root, folder, "README.md"), "utf8").matchAll(/^## (.*)$/gm)].map(
      (match) => match[1]!.toLowerCase(),
    );
    const places = order.map((word, i) =>
      headings.findIndex((heading, at) => heading.includes(word) && (i !== 2 || at > 1)),
    );
    expect(places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!))).toBe(true);
  });
});

test("the notices of what we depend on are up to date", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/notices.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
    timeout: 50_000,
    killSignal: "SIGKILL",
  });
  expect(status === 0 ? "" : stderr).toBe("");
});
